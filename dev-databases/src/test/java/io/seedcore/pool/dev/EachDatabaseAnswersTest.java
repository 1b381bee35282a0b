package io.seedcore.pool.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EachDatabaseAnswersTest {

    @BeforeAll
    static void startThemAtOnce() {
        DevDatabases.shared().startAll();
    }

    @ParameterizedTest
    @EnumSource(DevDatabaseKind.class)
    void rightPassword_answers(DevDatabaseKind kind) throws SQLException {
        DevDatabase database = DevDatabases.shared().get(kind);
        assertThat(Client.version(database, database.password())).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(DevDatabaseKind.class)
    void wrongPassword_isRefused(DevDatabaseKind kind) {
        DevDatabase database = DevDatabases.shared().get(kind);
        assertThatThrownBy(() -> Client.version(database, "not-the-password"))
                .satisfies(failure -> assertThat(
                                String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT))
                        .containsAnyOf("password", "denied", "unauthorized"));
    }

    @ParameterizedTest
    @EnumSource(
            value = DevDatabaseKind.class,
            names = {"POSTGRESQL", "MYSQL"})
    void itsUser_mayMakeDatabases(DevDatabaseKind kind) throws SQLException {
        DevDatabase database = DevDatabases.shared().get(kind);
        Client.execute(database, "CREATE DATABASE another");
        Client.execute(database, "DROP DATABASE another");
    }

    @Test
    void postgresql_hasRoomForPreparedTransactions() throws SQLException {
        DevDatabase database = DevDatabases.shared().postgresql();
        assertThat(Client.sql(database, database.password(), "SHOW max_prepared_transactions"))
                .isEqualTo("64");
        assertThat(Client.sql(database, database.password(), "SHOW max_connections"))
                .isEqualTo("200");
    }

    @Test
    void environment_hasTheNamesThatApplicationsRead() {
        Map<String, String> environment = DevDatabases.shared().environment();
        assertThat(environment)
                .containsKeys("POSTGRES_HOST", "POSTGRES_PORT", "POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD")
                .containsKeys("MYSQL_HOST", "MYSQL_PORT", "MYSQL_DB", "MYSQL_USER", "MYSQL_PASSWORD")
                .containsKeys("NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD");
    }

    @Test
    void shared_isTheSameForEverybody() {
        DevDatabase first = DevDatabases.shared().postgresql();
        first.close();
        assertThat(DevDatabases.shared().postgresql()).isSameAs(first);
    }

    @Test
    void printed_hasNoPassword() {
        DevDatabase database = DevDatabases.shared().mysql();
        assertThat(database.toString())
                .contains(String.valueOf(database.port()))
                .doesNotContain(database.password());
    }
}
