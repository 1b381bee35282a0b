package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.atomic.AtomicTransaction;
import io.seedcore.pool.atomic.InDoubt;
import io.seedcore.pool.atomic.RecoveryState;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.AtomicPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody empties or restores a database in which decisions stand, while a member runs that knew it before. */
@Tag("transactions")
class StoreMadeAnewTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String realm = "anew" + Long.toHexString(System.nanoTime());
    private final Map<RelationalDatabases, String> databases = new HashMap<>();

    /** Databases of this test alone: the store is shared by all that use the same. */
    @BeforeEach
    void makeDatabases() throws SQLException {
        for (RelationalDatabases kind : RelationalDatabases.values()) {
            String name = kind.newDatabase();
            databases.put(kind, name);
            execute(kind, "create table entry (id int primary key)");
        }
    }

    private PoolRegistry registry(RelationalDatabases deciding) {
        Map<String, String> settings = new HashMap<>();
        databases.forEach((kind, name) -> settings.putAll(kind.settings(Map.of("DB", name))));
        settings.put("SEEDCORE_REALM", realm);
        settings.put("SEEDCORE_DECISION_STORES", deciding.pool());
        return PoolRegistry.of(settings);
    }

    private Connection direct(RelationalDatabases kind) throws SQLException {
        return kind.direct(Objects.requireNonNull(databases.get(kind)));
    }

    private void execute(RelationalDatabases kind, String... texts) throws SQLException {
        try (Connection connection = direct(kind);
                Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    private long rows(RelationalDatabases kind) throws SQLException {
        try (Connection connection = direct(kind)) {
            return RelationalDatabases.number(connection, "select count(*) from entry");
        }
    }

    private void dropStore(RelationalDatabases kind) throws SQLException {
        if (kind == RelationalDatabases.POSTGRESQL) {
            execute(kind, "drop schema seedcore_tx cascade");
        } else {
            execute(kind, "drop table seedcore_tx_marker, seedcore_tx_store");
        }
    }

    private static void insertInBoth(PoolRegistry registry, int id) throws SQLException {
        AtomicTransaction.run(registry, tx -> {
            for (String database : List.of("postgresql", "mysql")) {
                try (Connection connection = tx.connection(database);
                        Statement statement = connection.createStatement()) {
                    statement.execute("insert into entry values (" + id + ")");
                }
            }
            return id;
        });
    }

    private static String store(PoolRegistry registry, RelationalDatabases kind) throws Exception {
        return ((AtomicPool) registry.pool(kind.pool()))
                .atomic()
                .check(PATIENCE)
                .storeId()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void droppedWhileAMemberRuns_isMadeAnewAndUsed(RelationalDatabases deciding) throws Exception {
        try (CapturedLog log = new CapturedLog("io.seedcore.pool");
                PoolRegistry registry = registry(deciding)) {
            insertInBoth(registry, 1);
            dropStore(deciding);
            registry.transactions().recoverNow();
            insertInBoth(registry, 2);
            assertThat(rows(RelationalDatabases.POSTGRESQL)).isEqualTo(2);
            assertThat(rows(RelationalDatabases.MYSQL)).isEqualTo(2);
            assertThat(log.messages(Level.WARNING))
                    .filteredOn(message -> message.startsWith("SCP-426"))
                    .singleElement()
                    .asString()
                    .startsWith("SCP-426 " + deciding.pool().toLowerCase(Locale.ROOT));
        }
    }

    /** As after a restore: what was decided in the store before is not known. */
    @ParameterizedTest
    @EnumSource
    void branchWhoseDecisionStoodInTheOldStore_isLeftAlone(RelationalDatabases deciding) throws Exception {
        try (PoolRegistry registry = registry(deciding)) {
            insertInBoth(registry, 1);
            TransactionId id = TransactionId.create(TransactionId.realmOf(realm), List.of(store(registry, deciding)));
            execute(
                    RelationalDatabases.POSTGRESQL,
                    "begin; insert into entry values (7); prepare transaction '" + id.text() + ".0'");
            dropStore(deciding);
            registry.transactions().recoverNow();
            RecoveryState state = registry.transactions().recoverNow();
            assertThat(state.foreign()).as("nobody here may decide it").isOne();
            assertThat(registry.transactions().inDoubt())
                    .extracting(InDoubt::id)
                    .containsExactly(id.text());
            execute(RelationalDatabases.POSTGRESQL, "rollback prepared '" + id.text() + ".0'");
            insertInBoth(registry, 2);
        }
    }
}
