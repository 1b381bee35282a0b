/**
 * That no borrower sees what another one did to a session: noticing what touches it, and putting it back. Start reading
 * at {@code SessionState}.
 */
@NullMarked
package io.seedcore.pool.internal.session;

import org.jspecify.annotations.NullMarked;
