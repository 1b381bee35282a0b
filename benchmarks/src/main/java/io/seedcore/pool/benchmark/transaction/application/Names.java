package io.seedcore.pool.benchmark.transaction.application;

/** What the application finds in its environment; what this project's pool reads there is in its documentation. */
public final class Names {

    /** The driver's address of the server, without user and password. */
    public static final String URL = "BENCHMARK_URL";

    public static final String USER = "POSTGRES_USER";
    public static final String PASSWORD = "POSTGRES_PASSWORD";

    private Names() {}
}
