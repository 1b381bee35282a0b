package io.seedcore.pool.benchmark.load;

import static io.seedcore.pool.benchmark.contestant.Contestant.AGROAL;
import static io.seedcore.pool.benchmark.contestant.Contestant.DBCP2;
import static io.seedcore.pool.benchmark.contestant.Contestant.HIKARI;
import static io.seedcore.pool.benchmark.contestant.Contestant.OURS_METRICS;
import static io.seedcore.pool.benchmark.contestant.Contestant.RAW;
import static io.seedcore.pool.benchmark.contestant.Contestant.TOMCAT;

import io.seedcore.pool.benchmark.Comparison;
import io.seedcore.pool.benchmark.Effort;
import io.seedcore.pool.benchmark.Figures;
import io.seedcore.pool.benchmark.Measurements;
import io.seedcore.pool.benchmark.Outcome;
import io.seedcore.pool.benchmark.Rounds;
import io.seedcore.pool.benchmark.Table;
import io.seedcore.pool.benchmark.contestant.Address;
import io.seedcore.pool.benchmark.contestant.Contestant;
import io.seedcore.pool.benchmark.contestant.OpenPool;
import io.seedcore.pool.benchmark.contestant.Terms;
import io.seedcore.pool.benchmark.fixture.Relay;
import io.seedcore.pool.benchmark.fixture.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import javax.sql.DataSource;

/** How long a burst of callers takes to get connections that are not open yet. */
public final class SpikeComparison implements Comparison {

    private static final int CALLERS = 20;
    private static final int REPORTED_DELAY = 50;
    private static final List<Contestant> CONTESTANTS = List.of(OURS_METRICS, HIKARI, AGROAL, TOMCAT, DBCP2, RAW);

    @Override
    public String name() {
        return "spike";
    }

    @Override
    public String question() {
        return "time until 20 callers at once have their connections from an empty pool";
    }

    @Override
    public Outcome run(Effort effort) throws Exception {
        Outcome outcome = new Outcome();
        try (Server server = Server.start()) {
            for (int delay : new int[] {REPORTED_DELAY, 150}) {
                try (Relay relay = Relay.before(server.address(), Duration.ofMillis(delay))) {
                    Rounds.warmUp(CONTESTANTS, contestant -> measure(contestant, relay.address()));
                    report(
                            outcome,
                            delay,
                            new Rounds<>(CONTESTANTS, effort, 5, 15)
                                    .run(delay + " ms", contestant -> measure(contestant, relay.address())));
                }
            }
        }
        return outcome;
    }

    private static Figures measure(Contestant contestant, Address address) throws Exception {
        double connect = connectMillis(address);
        try (OpenPool pool = contestant.open(Terms.onDemand(address, CALLERS))) {
            CyclicBarrier allAreServed = new CyclicBarrier(CALLERS);
            List<Double> waits = Callers.all(CALLERS, () -> borrow(pool.dataSource(), allAreServed));
            return new Figures()
                    .with(
                            "first",
                            waits.stream().mapToDouble(wait -> wait).min().orElseThrow())
                    .with("last", waits.stream().mapToDouble(wait -> wait).max().orElseThrow())
                    .with("connect", connect);
        }
    }

    /** A caller that gets none waits all of its time, and keeps the others from nothing. */
    private static double borrow(DataSource pool, CyclicBarrier allAreServed) throws Exception {
        long asked = System.nanoTime();
        double waited;
        try (Connection connection = pool.getConnection()) {
            waited = Callers.millisSince(asked);
            Query.ask(connection);
            allAreServed.await();
        } catch (SQLTransientConnectionException inVain) {
            waited = Callers.millisSince(asked);
            allAreServed.await();
        }
        return waited;
    }

    /** One connect, with nothing else going on. */
    private static double connectMillis(Address address) throws SQLException {
        try (OpenPool driver = Contestant.RAW.open(Terms.onDemand(address, 1))) {
            long asked = System.nanoTime();
            try (Connection connection = driver.dataSource().getConnection()) {
                double took = Callers.millisSince(asked);
                Query.ask(connection);
                return took;
            }
        }
    }

    private static void report(Outcome outcome, int delay, Measurements<Contestant> waits) {
        Table table = new Table("", "first caller, ms", "last caller, ms", "last to one connect");
        double connect = waits.of(RAW).get("connect");
        waits.each((contestant, figures) ->
                table.row(contestant, figures.get("first"), figures.get("last"), figures.get("last") / connect));
        outcome.table(
                String.format(
                        "Connecting takes %d ms more than the server does: %.1f ms by itself. %d callers at once on an"
                                + " empty pool of %d; median of %d rounds.",
                        delay, connect, CALLERS, CALLERS, waits.rounds()),
                table);
        if (delay == REPORTED_DELAY) {
            outcome.figure("ours_ms", waits.of(OURS_METRICS).get("last"), 1)
                    .figure("connect_ms", connect, 1)
                    .figure("hikari_ms", waits.of(HIKARI).get("last"), 1)
                    .figure("agroal_ms", waits.of(AGROAL).get("last"), 1)
                    .figure("driver_ms", waits.of(RAW).get("last"), 1);
        }
    }
}
