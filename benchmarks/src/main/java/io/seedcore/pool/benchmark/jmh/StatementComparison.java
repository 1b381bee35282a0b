package io.seedcore.pool.benchmark.jmh;

import static io.seedcore.pool.benchmark.contestant.Contestant.AGROAL;
import static io.seedcore.pool.benchmark.contestant.Contestant.DBCP2;
import static io.seedcore.pool.benchmark.contestant.Contestant.HIKARI;
import static io.seedcore.pool.benchmark.contestant.Contestant.OURS_METRICS;
import static io.seedcore.pool.benchmark.contestant.Contestant.OURS_UNTIMED;
import static io.seedcore.pool.benchmark.contestant.Contestant.RAW;
import static io.seedcore.pool.benchmark.contestant.Contestant.TOMCAT;

import io.seedcore.pool.benchmark.Comparison;
import io.seedcore.pool.benchmark.Effort;
import io.seedcore.pool.benchmark.Measurements;
import io.seedcore.pool.benchmark.Outcome;
import io.seedcore.pool.benchmark.Rounds;
import io.seedcore.pool.benchmark.Table;
import io.seedcore.pool.benchmark.contestant.Contestant;
import io.seedcore.pool.benchmark.fixture.Server;
import java.util.List;

/** What a statement costs on a connection that is held. */
public final class StatementComparison implements Comparison {

    private static final List<Contestant> CONTESTANTS =
            List.of(OURS_METRICS, OURS_UNTIMED, HIKARI, AGROAL, TOMCAT, DBCP2, RAW);

    @Override
    public String name() {
        return "statement";
    }

    @Override
    public String question() {
        return "nanoseconds and bytes per statement on a held connection";
    }

    @Override
    public Outcome run(Effort effort) throws Exception {
        try (Server server = Server.start()) {
            Jmh jmh = new Jmh(server.address(), effort);
            Rounds<Contestant> rounds = new Rounds<>(CONTESTANTS, effort, 3, 7);
            Measurements<Contestant> create =
                    rounds.run("create", contestant -> jmh.measure(StatementBenchmark.class, "create", contestant, 1));
            Measurements<Contestant> execute = rounds.run(
                    "execute", contestant -> jmh.measure(StatementBenchmark.class, "execute", contestant, 1));
            return outcome(create, execute);
        }
    }

    /** What timing adds to a statement, in percent; of the medians, so on a busy machine it may come out below nothing. */
    private static double timing(Measurements<Contestant> execute) {
        return 100
                * (execute.of(OURS_METRICS).get(Jmh.NANOS)
                                / execute.of(OURS_UNTIMED).get(Jmh.NANOS)
                        - 1);
    }

    private static Outcome outcome(Measurements<Contestant> create, Measurements<Contestant> execute) {
        Table table = new Table("", "create + close, ns", "B", "create + select 1 + close, ns", "B");
        for (Contestant contestant : CONTESTANTS) {
            table.row(
                    contestant,
                    create.of(contestant).get(Jmh.NANOS),
                    create.of(contestant).get(Jmh.BYTES),
                    execute.of(contestant).get(Jmh.NANOS),
                    execute.of(contestant).get(Jmh.BYTES));
        }
        return new Outcome()
                .table("Statements on a held connection, 1 thread; median of " + execute.rounds() + " rounds.", table)
                .figure("ours_ns", create.of(OURS_METRICS).get(Jmh.NANOS), 1)
                .figure("hikari_ns", create.of(HIKARI).get(Jmh.NANOS), 1)
                .figure("raw_ns", create.of(RAW).get(Jmh.NANOS), 1)
                .figure("ours_execute_ns", execute.of(OURS_METRICS).get(Jmh.NANOS), 0)
                .figure("hikari_execute_ns", execute.of(HIKARI).get(Jmh.NANOS), 0)
                .figure("raw_execute_ns", execute.of(RAW).get(Jmh.NANOS), 0)
                .figure("untimed_execute_ns", execute.of(OURS_UNTIMED).get(Jmh.NANOS), 0)
                .figure("timing_percent", timing(execute), 2)
                .figure(
                        "bytes_over_hikari",
                        execute.of(OURS_METRICS).get(Jmh.BYTES)
                                - execute.of(HIKARI).get(Jmh.BYTES),
                        0);
    }
}
