package io.seedcore.pool.benchmark.contestant;

import java.util.ArrayList;
import java.util.List;

/** Who takes part. */
public enum Contestant {
    /** No pool: each {@code getConnection} opens one. For holding a connection, the least anything can cost. */
    RAW("raw connection", terms -> RawConnections.open(terms)),
    OURS("ours", terms -> SeedCore.open(terms, SeedCore.Watching.NOBODY)),
    /** As in the product: what happens in the pool is counted and timed for the metrics pages. */
    OURS_METRICS("ours + metrics", terms -> SeedCore.open(terms, SeedCore.Watching.METRICS)),
    /** As in the product, with {@code SEEDCORE_QUERY_METRICS=off}. */
    OURS_UNTIMED("ours, statements untimed", SeedCore::openUntimed),
    /** As in the product, but each connection is tested on each borrow. */
    OURS_ALWAYS_PING("ours, pre-ping always", SeedCore::openAlwaysPinging),
    HIKARI("HikariCP", terms -> Hikari.open(terms, false)),
    HIKARI_MICROMETER("HikariCP + Micrometer", terms -> Hikari.open(terms, true)),
    AGROAL("Agroal", terms -> Agroal.open(terms, false)),
    AGROAL_METRICS("Agroal + metrics", terms -> Agroal.open(terms, true)),
    TOMCAT("Tomcat JDBC", TomcatJdbc::open),
    DBCP2("DBCP2", Dbcp2::open);

    private interface Opening {
        OpenPool open(Terms terms);
    }

    private final String title;
    private final Opening opening;

    Contestant(String title, Opening opening) {
        this.title = title;
        this.opening = opening;
    }

    /** Opens a pool; the caller closes it. */
    public OpenPool open(Terms terms) {
        return opening.open(terms);
    }

    /** Opens that many pools for as many databases, all of which happen to be at the same address. */
    public List<OpenPool> open(Terms terms, int count) {
        if (this == OURS_METRICS) {
            return SeedCore.open(terms, count);
        }
        List<OpenPool> pools = new ArrayList<>();
        while (pools.size() < count) {
            pools.add(open(terms));
        }
        return pools;
    }

    @Override
    public String toString() {
        return title;
    }
}
