package io.seedcore.pool.neo4j.internal;

/**
 * What stands between a pool and its servers, shared by all drivers of the pool.
 *
 * @param circuits whether a connect may be tried
 * @param login as whom
 * @param trials whether that is known to be right
 */
record Guard(Circuits circuits, Login login, LoginTrials trials) {}
