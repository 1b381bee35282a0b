/**
 * Who may read what: health is for everybody, all else of ours for whoever has the token, or sits on this machine.
 */
@NullMarked
package io.seedcore.pool.war.access;

import org.jspecify.annotations.NullMarked;
