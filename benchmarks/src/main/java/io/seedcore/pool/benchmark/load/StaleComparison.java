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
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** How soon a pool is of use again when a failover has left it nothing but dead connections. */
public final class StaleComparison implements Comparison {

    private static final int SIZE = 20;
    private static final Duration LONGER_THAN_TRUSTED = Duration.ofMillis(700);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final List<Contestant> CONTESTANTS = List.of(OURS_METRICS, HIKARI, AGROAL, TOMCAT, DBCP2);

    @Override
    public String name() {
        return "stale";
    }

    @Override
    public String question() {
        return "time until 20 callers work again after a failover has killed 20 idle connections";
    }

    @Override
    public Outcome run(Effort effort) throws Exception {
        Outcome outcome = new Outcome();
        try (Server server = Server.start();
                Relay relay = Relay.before(server.address(), Duration.ZERO)) {
            Rounds.warmUp(CONTESTANTS, contestant -> measure(contestant, relay, Relay::cutOff));
            report(
                    outcome,
                    "reset",
                    "The old server's connections are reset.",
                    new Rounds<>(CONTESTANTS, effort, 5, 15)
                            .run("reset", contestant -> measure(contestant, relay, Relay::cutOff)));
            report(
                    outcome,
                    "silent",
                    "The old server's connections are silent; a test of one may take 5 s.",
                    new Rounds<>(CONTESTANTS, effort, 1, 3)
                            .run("silent", contestant -> measure(contestant, relay, Relay::silence)));
        }
        return outcome;
    }

    private static Figures measure(Contestant contestant, Relay relay, Consumer<Relay> failover) throws Exception {
        try (OpenPool pool = contestant.open(Terms.faulty(relay.address(), SIZE, Duration.ofSeconds(30)))) {
            pool.warmUp(SIZE);
            Thread.sleep(LONGER_THAN_TRUSTED.toMillis());
            failover.accept(relay);
            LongAdder errors = new LongAdder();
            CyclicBarrier allWork = new CyclicBarrier(SIZE);
            List<Double> waits = Callers.all(SIZE, () -> work(pool.dataSource(), allWork, errors));
            return new Figures()
                    .with(
                            "first",
                            waits.stream().mapToDouble(wait -> wait).min().orElseThrow())
                    .with("all", waits.stream().mapToDouble(wait -> wait).max().orElseThrow())
                    .with("errors", errors.doubleValue());
        } finally {
            relay.cutOff();
        }
    }

    /** Asks until there is an answer, and keeps the connection until all have theirs. */
    private static double work(DataSource pool, CyclicBarrier allWork, LongAdder errors) throws Exception {
        long start = System.nanoTime();
        while (System.nanoTime() - start < LONGEST.toNanos()) {
            try (Connection connection = pool.getConnection()) {
                Query.ask(connection);
                double took = Callers.millisSince(start);
                allWork.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
                return took;
            } catch (SQLException dead) {
                errors.increment();
            }
        }
        throw new TimeoutException("no answer within " + LONGEST.toSeconds() + " s");
    }

    private static void report(Outcome outcome, String key, String title, Measurements<Contestant> figures) {
        Table table = new Table("", "first caller, ms", "all 20 callers, ms", "errors seen");
        figures.each((contestant, measured) ->
                table.row(contestant, measured.get("first"), measured.get("all"), measured.get("errors")));
        outcome.table(title, table)
                .figure("ours_" + key + "_first_ms", figures.of(OURS_METRICS).get("first"), 1)
                .figure("ours_" + key + "_all_ms", figures.of(OURS_METRICS).get("all"), 1)
                .figure("hikari_" + key + "_first_ms", figures.of(HIKARI).get("first"), 1)
                .figure("hikari_" + key + "_all_ms", figures.of(HIKARI).get("all"), 1);
    }
}
