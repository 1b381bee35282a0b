package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each schema action does in a database that is empty. */
class SchemaActionTest {

    private final DevDatabase server = DevDatabases.shared().postgresql();
    private final String database = "pj_schema_" + Long.toHexString(System.nanoTime());

    @BeforeEach
    void create() throws SQLException {
        execute("create database " + database);
    }

    @AfterEach
    void drop() throws SQLException {
        execute("drop database " + database + " with (force)");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private SeApplication start(String action) {
        Map<String, String> settings = new HashMap<>(server.environment());
        settings.put("SEEDCORE_DATABASES", "postgresql");
        settings.put("POSTGRES_DB", database);
        settings.put("POSTGRES_SCHEMA_ACTION", action);
        return SeApplication.start(settings);
    }

    private static boolean open(SeApplication application) throws SQLException {
        application.get(EntityManagerFactory.class).getMetamodel();
        try (Connection connection =
                        application.registry().connectionPool("postgresql").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select to_regclass('pj_person') is not null")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    @Test
    void none_makesNoTable() throws SQLException {
        try (SeApplication application = start("none")) {
            assertThat(open(application)).isFalse();
        }
    }

    @Test
    void create_makesTheTable() throws SQLException {
        try (SeApplication application = start("create")) {
            assertThat(open(application)).isTrue();
        }
    }

    @Test
    void update_makesWhatIsMissing() throws SQLException {
        try (SeApplication application = start("update")) {
            assertThat(open(application)).isTrue();
        }
    }

    @Test
    void validate_failsWhereATableIsMissing_andOpensOnceItIsThere() throws SQLException {
        try (SeApplication application = start("validate")) {
            assertThatThrownBy(() -> open(application)).hasStackTraceContaining("Schema-validation: missing ");
        }
        try (SeApplication application = start("create")) {
            open(application);
        }
        try (SeApplication application = start("validate")) {
            assertThat(open(application)).isTrue();
        }
    }
}
