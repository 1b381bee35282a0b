package io.seedcore.pool.benchmark.load;

import static io.seedcore.pool.benchmark.contestant.Contestant.AGROAL;
import static io.seedcore.pool.benchmark.contestant.Contestant.DBCP2;
import static io.seedcore.pool.benchmark.contestant.Contestant.HIKARI;
import static io.seedcore.pool.benchmark.contestant.Contestant.OURS_METRICS;
import static io.seedcore.pool.benchmark.contestant.Contestant.TOMCAT;

import io.seedcore.pool.benchmark.Comparison;
import io.seedcore.pool.benchmark.Effort;
import io.seedcore.pool.benchmark.Figures;
import io.seedcore.pool.benchmark.Measurements;
import io.seedcore.pool.benchmark.Median;
import io.seedcore.pool.benchmark.Outcome;
import io.seedcore.pool.benchmark.Rounds;
import io.seedcore.pool.benchmark.Table;
import io.seedcore.pool.benchmark.contestant.Contestant;
import io.seedcore.pool.benchmark.contestant.OpenPool;
import io.seedcore.pool.benchmark.contestant.Terms;
import io.seedcore.pool.benchmark.fixture.Relay;
import io.seedcore.pool.benchmark.fixture.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/** How soon callers are told that the database refuses, and how soon they are served once it is back. */
public final class DatabaseDownComparison implements Comparison {

    private static final int SIZE = 5;
    private static final Duration LONGER_THAN_TRUSTED = Duration.ofMillis(700);
    private static final List<Contestant> CONTESTANTS = List.of(OURS_METRICS, HIKARI, AGROAL, TOMCAT, DBCP2);

    @Override
    public String name() {
        return "database-down";
    }

    @Override
    public String question() {
        return "time to an error while the database refuses, and to the first success after it is back";
    }

    @Override
    public Outcome run(Effort effort) throws Exception {
        Duration acquisition = Duration.ofSeconds(effort.of(2, 5));
        try (Server server = Server.start();
                Relay relay = Relay.before(server.address(), Duration.ZERO)) {
            Measurements<Contestant> figures = new Rounds<>(CONTESTANTS, effort, 3, 5)
                    .run(name(), contestant -> measure(contestant, relay, acquisition, effort.of(4, 10)));
            return outcome(figures, acquisition);
        }
    }

    private static Figures measure(Contestant contestant, Relay relay, Duration acquisition, int calls)
            throws Exception {
        try (OpenPool pool = contestant.open(Terms.faulty(relay.address(), SIZE, acquisition))) {
            pool.warmUp(SIZE);
            Thread.sleep(LONGER_THAN_TRUSTED.toMillis());
            relay.refuse();
            double first = millisToError(pool.dataSource());
            List<Double> further = new ArrayList<>();
            while (further.size() < calls) {
                further.add(millisToError(pool.dataSource()));
            }
            return new Figures()
                    .with("first", first)
                    .with("further", Median.of(further))
                    .with("recovery", recoveryMillis(pool, relay));
        } finally {
            relay.cutOff();
            relay.admit();
        }
    }

    private static double millisToError(DataSource pool) {
        long asked = System.nanoTime();
        try (Connection connection = pool.getConnection()) {
            Query.ask(connection);
            throw new IllegalStateException("a database that refuses has answered");
        } catch (SQLException expected) {
            return Callers.millisSince(asked);
        }
    }

    /** From the moment at which the database takes connections again. */
    private static double recoveryMillis(OpenPool pool, Relay relay) throws Exception {
        CompletableFuture<Long> success = CompletableFuture.supplyAsync(() -> firstSuccess(pool.dataSource()));
        // Callers keep asking for a while longer, as they would.
        Thread.sleep(LONGER_THAN_TRUSTED.toMillis());
        relay.admit();
        long back = System.nanoTime();
        return (success.get() - back) / 1e6;
    }

    private static long firstSuccess(DataSource pool) {
        while (true) {
            try (Connection connection = pool.getConnection()) {
                Query.ask(connection);
                return System.nanoTime();
            } catch (SQLException notYet) {
                Thread.onSpinWait();
            }
        }
    }

    private static Outcome outcome(Measurements<Contestant> figures, Duration acquisition) {
        Table table = new Table("", "first error, ms", "further errors, ms", "first success after, ms");
        figures.each((contestant, measured) ->
                table.row(contestant, measured.get("first"), measured.get("further"), measured.get("recovery")));
        return new Outcome()
                .table(
                        "One caller asking again and again; callers wait for " + acquisition.toSeconds()
                                + " s at most; median of " + figures.rounds() + " rounds.",
                        table)
                .figure("ours_error_ms", figures.of(OURS_METRICS).get("further"), 2)
                .figure("ours_first_error_ms", figures.of(OURS_METRICS).get("first"), 2)
                .figure("ours_recovery_ms", figures.of(OURS_METRICS).get("recovery"), 1)
                .figure("hikari_error_ms", figures.of(HIKARI).get("further"), 1)
                .figure("hikari_recovery_ms", figures.of(HIKARI).get("recovery"), 1)
                .figure("agroal_error_ms", figures.of(AGROAL).get("further"), 1)
                .figure("agroal_recovery_ms", figures.of(AGROAL).get("recovery"), 1);
    }
}
