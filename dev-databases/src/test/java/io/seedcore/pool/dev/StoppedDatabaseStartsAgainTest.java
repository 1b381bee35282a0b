package io.seedcore.pool.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoppedDatabaseStartsAgainTest {

    @ParameterizedTest
    @EnumSource(DevDatabaseKind.class)
    void stopped_refusesAndKeepsItsContentForTheRestart(DevDatabaseKind kind) throws SQLException {
        try (DevDatabase database = DevDatabases.start(kind)) {
            int port = database.port();
            Client.write(database, "kept");

            database.stop();
            database.stop();
            assertThatThrownBy(() -> Client.read(database)).isNotNull();

            database.restart();
            assertThat(database.port()).isEqualTo(port);
            assertThat(Client.read(database)).isEqualTo("kept");

            database.restart();
            assertThat(Client.read(database)).isEqualTo("kept");
        }
    }
}
