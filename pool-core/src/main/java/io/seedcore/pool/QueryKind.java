package io.seedcore.pool;

import java.util.Locale;

/** What a statement does, as far as its text says. */
public enum QueryKind {
    /** Also {@code VALUES} and {@code TABLE}; a {@code WITH} is what its main statement is. */
    SELECT,
    /** Also MySQL's {@code REPLACE}. */
    INSERT,
    /** Also {@code MERGE}. */
    UPDATE,
    DELETE,
    /** {@code CREATE}, {@code ALTER}, {@code DROP}, {@code TRUNCATE}, {@code GRANT} and the like. */
    DDL,
    /** A procedure. */
    CALL,
    /** Anything else: {@code COMMIT}, {@code SET}, {@code EXPLAIN}, and what cannot be told. */
    OTHER,
    /** Cypher that has no word that writes; what a procedure does that it calls is not known. */
    CYPHER_READ,
    /** Cypher that may write. */
    CYPHER_WRITE;

    /** As a metric label: the name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether statements of a database of that kind can be of this kind. */
    public boolean isOf(DatabaseKind database) {
        boolean cypher = this == CYPHER_READ || this == CYPHER_WRITE;
        return cypher == (database == DatabaseKind.NEO4J);
    }
}
