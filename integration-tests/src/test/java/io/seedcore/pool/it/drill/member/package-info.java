/**
 * One member of an application, in a JVM of its own that can be killed and stopped. {@link
 * io.seedcore.pool.it.drill.member.Member} is its program.
 */
@NullMarked
package io.seedcore.pool.it.drill.member;

import org.jspecify.annotations.NullMarked;
