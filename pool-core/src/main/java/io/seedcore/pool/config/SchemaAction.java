package io.seedcore.pool.config;

/** What is done with the tables of a persistence unit when it is opened. */
public enum SchemaAction {
    NONE,
    /** Compared with the entities; a difference fails. */
    VALIDATE,
    /** What is missing is added. */
    UPDATE,
    /** Created. */
    CREATE
}
