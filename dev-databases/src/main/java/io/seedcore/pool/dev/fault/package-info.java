/**
 * What goes wrong, made to go wrong: a proxy between a client and a real server ({@link
 * io.seedcore.pool.dev.fault.FaultProxy}), servers that answer as a script says ({@link
 * io.seedcore.pool.dev.fault.ScriptServer}), schedules of faults drawn from a seed ({@link
 * io.seedcore.pool.dev.fault.Nemesis}), and a network of its own in which packets are lost ({@link
 * io.seedcore.pool.dev.fault.LossyNetwork}), processes that stop for a while ({@link
 * io.seedcore.pool.dev.fault.FrozenProcess}). Real servers are frozen and killed through {@link
 * io.seedcore.pool.dev.DevDatabase}.
 */
@NullMarked
package io.seedcore.pool.dev.fault;

import org.jspecify.annotations.NullMarked;
