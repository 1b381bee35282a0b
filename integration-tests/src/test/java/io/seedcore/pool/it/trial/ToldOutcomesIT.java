package io.seedcore.pool.it.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the caller of a transaction over one database hears from the server, and those who asked to be told of its end. */
@Tag("long")
@Tag("transactions")
class ToldOutcomesIT extends TrialApplication {

    @Inject
    private Scopes scopes;

    @Inject
    private DataSource dataSource;

    @Inject
    private PoolRegistry registry;

    @Resource
    @SuppressWarnings("NullAway.Init") // the server sets it before each test
    private TransactionSynchronizationRegistry synchronizations;

    private final String id = UUID.randomUUID().toString();
    private final List<Integer> heard = new ArrayList<>();
    private PoolSettings usual;
    private FaultProxy proxy;
    private Connection direct;

    /** The database is reached through a line that the test can break. */
    @BeforeEach
    void goThroughProxy() throws SQLException {
        usual = registry.settings("postgresql").orElseThrow();
        proxy = FaultProxy.before(Witness.setting("postgres.host"), Integer.parseInt(Witness.setting("postgres.port")));
        replace(PoolRegistry.of(Map.of(
                        "POSTGRES_HOST", proxy.host(),
                        "POSTGRES_PORT", String.valueOf(proxy.port()),
                        "POSTGRES_DB", Witness.setting("postgres.db"),
                        "POSTGRES_USER", Witness.setting("postgres.user"),
                        "POSTGRES_PASSWORD", Witness.setting("postgres.password")))
                .settings("postgresql")
                .orElseThrow());
        direct = Witness.postgresSession();
        execute("create table \"told_%1$s\" (id varchar(50), unique (id) deferrable initially deferred)");
    }

    @AfterEach
    void goStraight() throws SQLException {
        proxy.heal();
        replace(usual);
        proxy.close();
        execute("drop table \"told_%1$s\"");
        direct.close();
    }

    private void replace(PoolSettings settings) {
        registry.remove("postgresql");
        registry.add(settings);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = direct.createStatement()) {
            statement.execute(sql.formatted(id));
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = direct.createStatement();
                ResultSet row = statement.executeQuery(sql.formatted(id))) {
            row.next();
            return row.getLong(1);
        }
    }

    private long stored() throws SQLException {
        return number("select count(*) from \"told_%1$s\"");
    }

    private void insert(String... rows) throws Exception {
        insert(() -> {}, rows);
    }

    /** @param last done when everything is, right before the database is told to commit */
    private void insert(Runnable last, String... rows) throws Exception {
        scopes.inTransaction(() -> {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String row : rows) {
                    statement.execute("insert into \"told_" + id + "\" values ('" + row + "')");
                }
            }
            synchronizations.registerInterposedSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {
                    last.run();
                }

                @Override
                public void afterCompletion(int status) {
                    heard.add(status);
                }
            });
        });
    }

    @Test
    void committed() throws Exception {
        insert("once");

        assertThat(heard).containsExactly(Status.STATUS_COMMITTED);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void refused_at_commit_is_told_as_a_rollback_with_what_the_database_said() throws Exception {
        assertThatThrownBy(() -> insert("twice", "twice"))
                .hasStackTraceContaining("RollbackException")
                .hasStackTraceContaining("SCP-323 postgresql")
                .hasStackTraceContaining("duplicate key");

        assertThat(heard).containsExactly(Status.STATUS_ROLLEDBACK);
        assertThat(stored()).isZero();
    }

    @Test
    void unknown_is_told_as_neither() throws Exception {
        Throwable thrown =
                catchThrowable(() -> insert(() -> proxy.inflictOnOpen(Fault.cutAfter(0, Direction.TO_CLIENT)), "once"));

        assertThat(thrown)
                .hasStackTraceContaining("SystemException")
                .hasStackTraceContaining("SCP-324 postgresql: the answer to COMMIT")
                .extracting(told -> String.valueOf(told.getCause()))
                .asString()
                .doesNotContain("Rollback");
        assertThat(heard).hasSize(1).doesNotContain(Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK);
        assertThat(stored()).as("the commit had gone on").isEqualTo(1);
    }
}
