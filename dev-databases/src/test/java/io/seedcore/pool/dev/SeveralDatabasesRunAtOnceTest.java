package io.seedcore.pool.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SeveralDatabasesRunAtOnceTest {

    @Test
    void twoOfAKind_shareNothing() throws SQLException {
        try (DevDatabase one = DevDatabases.start(DevDatabaseKind.POSTGRESQL);
                DevDatabase other = DevDatabases.start(DevDatabaseKind.POSTGRESQL)) {
            Client.write(one, "one");
            Client.write(other, "other");

            assertThat(one.port()).isNotEqualTo(other.port());
            assertThat(Client.read(one)).isEqualTo("one");
            assertThat(Client.read(other)).isEqualTo("other");
            assertThatThrownBy(() -> Client.version(one, other.password())).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void closed_isGoneForGood() {
        DevDatabase database = DevDatabases.start(DevDatabaseKind.POSTGRESQL);
        database.close();
        database.close();
        assertThatThrownBy(() -> Client.version(database, database.password())).isInstanceOf(SQLException.class);
        assertThatThrownBy(database::restart)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
