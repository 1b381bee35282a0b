package io.seedcore.pool.benchmark.transaction;

import static io.seedcore.pool.benchmark.transaction.application.Way.ENLISTED;
import static io.seedcore.pool.benchmark.transaction.application.Way.OUR_DATA_SOURCE;
import static io.seedcore.pool.benchmark.transaction.application.Way.OUR_ENTITY_MANAGER;
import static io.seedcore.pool.benchmark.transaction.application.Way.PAYARAS_DATA_SOURCE;
import static io.seedcore.pool.benchmark.transaction.application.Way.PAYARAS_ENTITY_MANAGER;
import static io.seedcore.pool.benchmark.transaction.application.Way.PAYARAS_XA_DATA_SOURCE;
import static io.seedcore.pool.benchmark.transaction.application.Way.RAW;

import io.seedcore.pool.benchmark.Effort;
import io.seedcore.pool.benchmark.Figures;
import io.seedcore.pool.benchmark.Measurements;
import io.seedcore.pool.benchmark.Outcome;
import io.seedcore.pool.benchmark.Rounds;
import io.seedcore.pool.benchmark.Table;
import io.seedcore.pool.benchmark.fixture.Relay;
import io.seedcore.pool.benchmark.fixture.Server;
import io.seedcore.pool.benchmark.transaction.application.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What {@code @Transactional} costs in an application server, with PostgreSQL alone. */
final class OneDatabase {

    private static final List<Way> WAYS = List.of(
            OUR_DATA_SOURCE,
            ENLISTED,
            PAYARAS_DATA_SOURCE,
            PAYARAS_XA_DATA_SOURCE,
            OUR_ENTITY_MANAGER,
            PAYARAS_ENTITY_MANAGER);
    private static final int THREADS = 8;
    private static final int WARM_UPS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration SLICE = Duration.ofMillis(150);
    private static final Duration COUNTED = Duration.ofMillis(500);

    private final Server server;
    private final Path directory;
    private final Effort effort;

    /** @param directory for what the application server writes */
    OneDatabase(Server server, Path directory, Effort effort) {
        this.server = server;
        this.directory = directory;
        this.effort = effort;
    }

    /** Adds tables and figures to {@code outcome}. */
    void measure(Outcome outcome) throws Exception {
        server.execute(
                // Nothing shall happen in the background that hits one of them alone.
                "create table note (id bigint primary key, text varchar(100) not null) with (autovacuum_enabled = off)",
                "grant select, insert on note to public",
                "alter system set fsync = on");
        Measurements<Way> one;
        Measurements<Way> several;
        Measurements<Way> unforced;
        try (PayaraMicro payara = PayaraMicro.start(directory, server.address())) {
            warmUp(payara);
            one = rounds("1 thread", payara, 1);
            several = rounds(THREADS + " threads", payara, THREADS);
            force(false);
            unforced = rounds("1 thread, nothing forced to disk", payara, 1);
            force(true);
        }
        report(outcome, one, several, unforced, counts());
    }

    /** In several passes: the compiler drops what it assumed of shared code when the next way comes. */
    private void warmUp(PayaraMicro payara) throws Exception {
        force(false);
        Rounds.warmUp(List.of(Way.values()), way -> payara.measure(way, 1, Duration.ZERO));
        for (int pass = 0; pass < WARM_UPS; pass++) {
            Rounds.warmUp(List.of(Way.values()), way -> payara.measure(way, 2, WARM_UP));
        }
        force(true);
    }

    /** Whether a commit waits until the log is on disk, for sessions that are open as well. */
    private void force(boolean wanted) throws SQLException {
        server.execute("alter system set synchronous_commit = " + (wanted ? "on" : "off"), "select pg_reload_conf()");
    }

    private Measurements<Way> rounds(String what, PayaraMicro payara, int threads) throws Exception {
        int slices = effort.of(8, 20);
        return new Rounds<>(WAYS, effort, 3, 9).run(what, way -> compare(payara, way, threads, slices));
    }

    /** In turn with raw connections, so often that what the machine does besides hits both. */
    private static Figures compare(PayaraMicro payara, Way way, int threads, int slices) {
        double measured = 0;
        double processor = 0;
        double raw = 0;
        for (int slice = 0; slice < slices; slice++) {
            Figures figures = payara.measure(way, threads, SLICE);
            measured += figures.get("us") / slices;
            processor += figures.get("processor us") / slices;
            raw += payara.measure(RAW, threads, SLICE).get("us") / slices;
        }
        return new Figures()
                .with("us", measured)
                .with("processor us", processor)
                .with("raw us", raw)
                .with("to raw", measured / raw);
    }

    private Map<Way, Figures> counts() throws IOException, InterruptedException, SQLException {
        Map<Way, Figures> counts = new EnumMap<>(Way.class);
        try (Relay relay = Relay.before(server.address(), Duration.ZERO);
                PayaraMicro payara = PayaraMicro.start(directory, relay.address())) {
            for (Way way : Way.values()) {
                payara.measureAndReport(way, Duration.ZERO);
                long forcedBefore = forced();
                long tripsBefore = relay.roundTrips();
                double transactions = payara.measureAndReport(way, COUNTED).get("transactions");
                counts.put(
                        way,
                        new Figures()
                                .with("trips", (relay.roundTrips() - tripsBefore) / transactions)
                                .with("forced", (forced() - forcedBefore) / transactions));
            }
        }
        return counts;
    }

    private long forced() throws SQLException {
        return server.number("select wal_sync from pg_stat_wal");
    }

    private static void report(
            Outcome outcome,
            Measurements<Way> one,
            Measurements<Way> several,
            Measurements<Way> unforced,
            Map<Way, Figures> counts) {
        outcome.table("1 thread; median of " + one.rounds() + " rounds.", table(one))
                .table(THREADS + " threads; median of " + several.rounds() + " rounds.", table(several))
                .table(
                        "1 thread, synchronous_commit = off: what is left when no commit waits for the disk; median of "
                                + unforced.rounds() + " rounds.",
                        table(unforced));
        Table count = new Table("", "round trips", "forced writes");
        counts.forEach((way, figures) -> count.row(way, figures.get("trips"), figures.get("forced")));
        outcome.table(
                        "Per transaction, 1 thread: round trips at a relay before the server, forced writes by the"
                                + " server.",
                        count)
                .figure("cost_to_raw", toRaw(one, OUR_DATA_SOURCE), 3)
                .figure("cost_to_enlisted", ratio(one, OUR_DATA_SOURCE, ENLISTED), 3)
                .figure("cost_to_payara", ratio(one, OUR_DATA_SOURCE, PAYARAS_DATA_SOURCE), 3)
                .figure("cost_to_xa", ratio(one, OUR_DATA_SOURCE, PAYARAS_XA_DATA_SOURCE), 3)
                .figure("entity_manager_to_payara", ratio(one, OUR_ENTITY_MANAGER, PAYARAS_ENTITY_MANAGER), 3)
                .figure("threads_cost_to_raw", toRaw(several, OUR_DATA_SOURCE), 3)
                .figure("threads_cost_to_payara", ratio(several, OUR_DATA_SOURCE, PAYARAS_DATA_SOURCE), 3)
                .figure(
                        "threads_entity_manager_to_payara",
                        ratio(several, OUR_ENTITY_MANAGER, PAYARAS_ENTITY_MANAGER),
                        3)
                .figure("unforced_cost_to_raw", toRaw(unforced, OUR_DATA_SOURCE), 3)
                .figure("unforced_cost_to_payara", ratio(unforced, OUR_DATA_SOURCE, PAYARAS_DATA_SOURCE), 3)
                .figure(
                        "unforced_entity_manager_to_payara",
                        ratio(unforced, OUR_ENTITY_MANAGER, PAYARAS_ENTITY_MANAGER),
                        3);
    }

    private static Table table(Measurements<Way> measured) {
        Table table = new Table("", "us", "raw connection beside it", "to raw", "processor us");
        measured.each((way, figures) -> table.row(
                way, figures.get("us"), figures.get("raw us"), figures.get("to raw"), figures.get("processor us")));
        return table;
    }

    private static double toRaw(Measurements<Way> measured, Way way) {
        return measured.of(way).get("to raw");
    }

    /** By way of the raw connections beside each, which have seen the same machine. */
    private static double ratio(Measurements<Way> measured, Way of, Way to) {
        return toRaw(measured, of) / toRaw(measured, to);
    }
}
