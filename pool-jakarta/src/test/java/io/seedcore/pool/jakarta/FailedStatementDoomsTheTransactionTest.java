package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.jakarta.app.Stores;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PostgreSQL answers COMMIT with success after a failed statement, and stores nothing. */
@ExtendWith(SharedApplication.class)
class FailedStatementDoomsTheTransactionTest {

    @Test
    void swallowedException_reportedAndRolledBack(Stores stores, DataSource dataSource) throws Exception {
        String id = UUID.randomUUID().toString();
        stores.required(Work.of(() -> stores.savePerson(UUID.randomUUID().toString())));

        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    stores.insertPerson(id);
                    swallowAFailure(dataSource);
                })))
                .hasStackTraceContaining("SCP-322 postgresql: a statement failed in this transaction");

        assertThat(stores.hasPerson(id)).isFalse();
    }

    private static void swallowAFailure(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("select nonsense")).isInstanceOf(SQLException.class);
        }
    }
}
