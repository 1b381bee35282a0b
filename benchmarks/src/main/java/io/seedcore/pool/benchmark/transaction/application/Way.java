package io.seedcore.pool.benchmark.transaction.application;

/** By what an application may have its transaction. */
public enum Way {
    /** A connection for each thread, kept for ever; {@code setAutoCommit(false)} and {@code commit()}. */
    RAW("raw connection"),
    /** Such a connection in the server's transaction, with nothing around it. */
    ENLISTED("raw connection, enlisted"),
    OUR_DATA_SOURCE("ours, DataSource"),
    PAYARAS_DATA_SOURCE("Payara's pool, DataSource"),
    /** Payara's pool of the driver's XA connections. */
    PAYARAS_XA_DATA_SOURCE("Payara's pool, XA"),
    OUR_ENTITY_MANAGER("ours, EntityManager"),
    PAYARAS_ENTITY_MANAGER("Payara's pool, EntityManager");

    private final String title;

    Way(String title) {
        this.title = title;
    }

    /** As tables call it. */
    @Override
    public String toString() {
        return title;
    }
}
