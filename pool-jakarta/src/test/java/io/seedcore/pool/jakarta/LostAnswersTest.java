package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.atomic.AtomicTransactions;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.jakarta.app.Stores;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL decides, and the line to it breaks just when it does: while it works on COMMIT, behind a lock that the test
 * holds. Both databases end the same, and the caller is told what is known.
 */
@Tag("transactions")
class LostAnswersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DevDatabase server = DevDatabases.shared().postgresql();
    private final FaultProxy proxy = FaultProxy.before(server);
    private final String id = UUID.randomUUID().toString();
    private final int lock = id.hashCode();
    private SeApplication application;
    private Stores stores;
    private Connection direct;

    @BeforeEach
    void start() throws Exception {
        Map<String, String> settings = new HashMap<>(SharedApplication.settings());
        settings.put("SEEDCORE_REALM", id);
        settings.put("SEEDCORE_DECISION_STORES", "postgresql");
        settings.put("POSTGRES_HOST", proxy.host());
        settings.put("POSTGRES_PORT", String.valueOf(proxy.port()));
        application = SeApplication.start(settings, Stores.class);
        stores = application.get(Stores.class);
        direct = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        // Connected, and known for what they grant, before anything breaks.
        String before = UUID.randomUUID().toString();
        stores.required(Work.of(() -> save(before)));
        execute("create function \"pj_wait_%1$s\"() returns trigger language plpgsql as $$ begin"
                + " if new.id = '%1$s' then perform pg_advisory_xact_lock(%2$d); end if; return null; end $$");
        execute("create constraint trigger \"pj_wait_%1$s\" after insert on pj_person deferrable initially deferred"
                + " for each row execute function \"pj_wait_%1$s\"()");
        execute("select pg_advisory_lock(%2$d)");
    }

    @AfterEach
    void stop() throws Exception {
        proxy.heal();
        application.close();
        proxy.close();
        execute("drop function \"pj_wait_%1$s\"() cascade");
        direct.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = direct.createStatement()) {
            statement.execute(sql.formatted(id, lock));
        }
    }

    private void save(String name) {
        stores.savePerson(name);
        stores.saveEntry(name);
    }

    private boolean isWaiting() throws SQLException {
        try (Statement statement = direct.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from pg_locks where not granted and"
                        + " locktype = 'advisory' and objid::bigint = " + Integer.toUnsignedString(lock))) {
            return row.next() && row.getInt(1) > 0;
        }
    }

    /** Runs the transaction up to the commit of the last database, breaks the line, and lets the commit go on. */
    private CompletableFuture<Void> breakWhileItCommits(Runnable fault) throws Exception {
        CompletableFuture<Void> transaction = CompletableFuture.runAsync(() -> {
            try {
                stores.required(Work.of(() -> save(id)));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await().atMost(PATIENCE).until(this::isWaiting);
        fault.run();
        execute("select pg_advisory_unlock(%2$d)");
        return transaction;
    }

    @Test
    void serverCanBeAsked_committedForTheCallerToo() throws Exception {
        breakWhileItCommits(() -> proxy.inflictOnOpen(Fault.cutAfter(0, Direction.TO_CLIENT)))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(stores.hasPerson(id)).isTrue();
        assertThat(stores.hasEntry(id)).isTrue();
    }

    @Test
    void nobodyCanBeAsked_unknownForTheCallerAndTheSameInBoth() throws Exception {
        CompletableFuture<Void> transaction = breakWhileItCommits(() -> {
            proxy.inflictOnOpen(Fault.cutAfter(0, Direction.TO_CLIENT));
            proxy.inflictOnNew(Fault.refuse());
        });
        assertThatThrownBy(() -> transaction.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .hasStackTraceContaining("Heuristic")
                .hasStackTraceContaining("SCP-324 postgresql: the answer to COMMIT");
        proxy.heal();
        AtomicTransactions transactions = application.registry().transactions();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> transactions.recoverNow().settled() > 0);

        assertThat(stores.hasPerson(id)).as("the commit had gone on").isTrue();
        assertThat(stores.hasEntry(id)).isTrue();
        assertThat(transactions.recovery().inDoubt()).isZero();
        assertThat(application.registry().pools())
                .allSatisfy(pool -> assertThat(pool.stats().checkedOut()).isZero());
    }
}
