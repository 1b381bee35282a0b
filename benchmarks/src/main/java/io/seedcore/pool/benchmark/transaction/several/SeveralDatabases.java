package io.seedcore.pool.benchmark.transaction.several;

import static io.seedcore.pool.dev.DevDatabaseKind.MYSQL;
import static io.seedcore.pool.dev.DevDatabaseKind.NEO4J;
import static io.seedcore.pool.dev.DevDatabaseKind.POSTGRESQL;

import io.seedcore.pool.benchmark.Effort;
import io.seedcore.pool.benchmark.Figures;
import io.seedcore.pool.benchmark.Measurements;
import io.seedcore.pool.benchmark.Outcome;
import io.seedcore.pool.benchmark.Progress;
import io.seedcore.pool.benchmark.Rounds;
import io.seedcore.pool.benchmark.Table;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What it costs to store in several databases, in time, in round trips and in forced writes. */
public final class SeveralDatabases {

    private static final List<Protocol> ALL = List.of(Protocol.values());
    private static final int COUNTED = 300;
    private static final Duration WARM_UP = Duration.ofSeconds(6);

    /** PostgreSQL's sessions report what they did when a transaction ends, once a second at most. */
    private static final long UNTIL_REPORTED_MILLIS = 1_100;

    private long id;

    /** @return what adds two tables, and figures, to an outcome */
    public Consumer<Outcome> measure(Effort effort) throws Exception {
        try (Databases databases = Databases.start()) {
            Measurements<Protocol> times = times(databases, effort);
            Map<Protocol, Figures> counts = new EnumMap<>(Protocol.class);
            for (Protocol protocol : ALL) {
                counts.put(protocol, counts(databases, protocol));
            }
            return outcome -> report(outcome, times, counts);
        }
    }

    private Measurements<Protocol> times(Databases databases, Effort effort) throws Exception {
        Map<Protocol, Commits> open = new EnumMap<>(Protocol.class);
        try {
            for (Protocol protocol : ALL) {
                open.put(protocol, protocol.open(databases::direct));
            }
            Rounds.warmUp(ALL, protocol -> time(open(open, protocol), WARM_UP));
            Duration length = Duration.ofMillis(effort.of(1_000, 3_000));
            return new Rounds<>(ALL, effort, 5, 9).run("commits", protocol -> time(open(open, protocol), length));
        } finally {
            for (Commits commits : open.values()) {
                commits.close();
            }
        }
    }

    private static Commits open(Map<Protocol, Commits> open, Protocol protocol) {
        return Objects.requireNonNull(open.get(protocol));
    }

    private Figures time(Commits commits, Duration length) throws Exception {
        long began = System.nanoTime();
        long transactions = 0;
        long took;
        do {
            commits.run(++id);
            transactions++;
            took = System.nanoTime() - began;
        } while (took < length.toNanos());
        return new Figures().with("us", took / 1_000.0 / transactions);
    }

    private Figures counts(Databases databases, Protocol protocol) throws Exception {
        Progress.say("counting, " + protocol);
        try (Commits commits = protocol.open(databases::counted)) {
            commits.run(++id);
            letReport(commits);
            long postgresql = databases.roundTrips(POSTGRESQL);
            long mysql = databases.roundTrips(MYSQL);
            long neo4j = databases.roundTrips(NEO4J);
            long forcedByPostgresql = databases.forcedByPostgresql();
            long forcedByMariaDb = databases.forcedByMariaDb();
            for (int transaction = 0; transaction < COUNTED; transaction++) {
                commits.run(++id);
            }
            Figures figures = new Figures()
                    .with("postgresql trips", each(databases.roundTrips(POSTGRESQL) - postgresql))
                    .with("mariadb trips", each(databases.roundTrips(MYSQL) - mysql))
                    .with("neo4j trips", each(databases.roundTrips(NEO4J) - neo4j))
                    .with("mariadb forced", each(databases.forcedByMariaDb() - forcedByMariaDb));
            letReport(commits);
            return figures.with(
                            "postgresql forced",
                            (double) (databases.forcedByPostgresql() - forcedByPostgresql) / (COUNTED + 1))
                    .with("own forced", protocol.ownForcedWrites());
        }
    }

    private static double each(long all) {
        return (double) all / COUNTED;
    }

    private void letReport(Commits commits) throws Exception {
        TimeUnit.MILLISECONDS.sleep(UNTIL_REPORTED_MILLIS);
        commits.run(++id);
    }

    private static void report(Outcome outcome, Measurements<Protocol> times, Map<Protocol, Figures> counts) {
        Table time = new Table("", "us", "to each by itself", "to two-phase commit");
        times.each((protocol, figures) -> time.row(
                protocol,
                figures.get("us"),
                figures.get("us") / times.of(plain(protocol)).get("us"),
                plain(protocol) == Protocol.TWO_PLAIN
                        ? figures.get("us") / times.of(Protocol.TWO_PHASES).get("us")
                        : Double.NaN));
        outcome.table(
                "1 thread, a row, or a node, in PostgreSQL and MariaDB, and in Neo4j where it is 3; median of "
                        + times.rounds() + " rounds. Neo4j has no XA, so there is no two-phase commit over 3.",
                time);
        Table count = new Table(
                "",
                "round trips",
                "PostgreSQL",
                "MariaDB",
                "Neo4j",
                "forced writes",
                "PostgreSQL",
                "InnoDB",
                "own log");
        counts.forEach((protocol, figures) -> count.row(
                protocol,
                trips(figures),
                figures.get("postgresql trips"),
                figures.get("mariadb trips"),
                figures.get("neo4j trips"),
                forced(figures),
                figures.get("postgresql forced"),
                figures.get("mariadb forced"),
                figures.get("own forced")));
        outcome.table(
                        "Per transaction, counted over " + COUNTED
                                + " of them: round trips at a relay before each server, forced writes by the servers."
                                + " Neo4j does not say how often it forces its log: it commits once, and in ours once"
                                + " a second besides, to remove decisions.",
                        count)
                .figure("two_to_two_phase", ratio(times, Protocol.TWO_ATOMIC, Protocol.TWO_PHASES), 2)
                .figure("two_to_plain", ratio(times, Protocol.TWO_ATOMIC, Protocol.TWO_PLAIN), 2)
                .figure("three_to_plain", ratio(times, Protocol.THREE_ATOMIC, Protocol.THREE_PLAIN), 2);
        counts.forEach((protocol, figures) -> outcome.figure(key(protocol) + "_round_trips", trips(figures), 1)
                .figure(key(protocol) + "_forced_writes", forced(figures), 1));
    }

    private static Protocol plain(Protocol protocol) {
        return protocol.ordinal() < Protocol.THREE_PLAIN.ordinal() ? Protocol.TWO_PLAIN : Protocol.THREE_PLAIN;
    }

    private static double ratio(Measurements<Protocol> times, Protocol of, Protocol to) {
        return times.of(of).get("us") / times.of(to).get("us");
    }

    private static double trips(Figures figures) {
        return figures.get("postgresql trips") + figures.get("mariadb trips") + figures.get("neo4j trips");
    }

    private static double forced(Figures figures) {
        return figures.get("postgresql forced") + figures.get("mariadb forced") + figures.get("own forced");
    }

    private static String key(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }
}
