/**
 * Comparisons of this project's pool with others, each run side by side in one go. Start reading at {@link
 * io.seedcore.pool.benchmark.BenchmarkCommand}; on what terms the contestants meet stands in {@link
 * io.seedcore.pool.benchmark.contestant.Terms}.
 */
@NullMarked
package io.seedcore.pool.benchmark;

import org.jspecify.annotations.NullMarked;
