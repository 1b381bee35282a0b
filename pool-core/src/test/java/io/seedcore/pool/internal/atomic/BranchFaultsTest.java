package io.seedcore.pool.internal.atomic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.atomic.Outcome;
import io.seedcore.pool.atomic.protocol.Answer;
import io.seedcore.pool.atomic.protocol.Request;
import io.seedcore.pool.atomic.protocol.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What befalls one branch, while MySQL decides: it cannot be prepared, or its session ends after it was. */
@Tag("transactions")
class BranchFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static Outcome commit(TwoDatabases databases, OpenTransaction transaction, int id) throws SQLException {
        try {
            databases.insert(transaction, id);
            return transaction.commit();
        } finally {
            transaction.release();
        }
    }

    @Test
    void sessionEndedBeforeItsBranchIsCommitted_committedOverAnotherConnection() throws Exception {
        try (TwoDatabases databases = new TwoDatabases("mysql")) {
            Witness administrator = new Witness() {
                @Override
                public Answer after(Request request, Answer answer) {
                    if (request instanceof Request.CommitLast) {
                        databases.endWhoPrepared();
                    }
                    return answer;
                }
            };
            try (Engine engine = databases.engine(administrator)) {
                int id = databases.nextId();
                Outcome outcome = commit(databases, engine.begin(Duration.ZERO), id);
                assertThat(outcome.verdict()).isEqualTo(Verdict.COMMITTED);
                assertThat(databases.rows(id)).isEqualTo(2);
                assertThat(databases.branches()).isZero();
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(databases.markers()).isZero());
                assertThat(databases.checkedOut()).isZero();
            }
        }
    }

    /** PostgreSQL prepares nothing that has touched a temporary table. */
    @Test
    void branchThatCannotBePrepared_rolledBackAndTheCauseSaid() throws Exception {
        try (TwoDatabases databases = new TwoDatabases("mysql");
                Engine engine = databases.engine(Witness.NONE)) {
            int id = databases.nextId();
            OpenTransaction transaction = engine.begin(Duration.ZERO);
            try (Connection connection = transaction.connection("postgresql");
                    Statement statement = connection.createStatement()) {
                statement.execute("create temporary table noted (id int) on commit drop");
            }
            Outcome outcome = commit(databases, transaction, id);
            assertThat(outcome.verdict()).isEqualTo(Verdict.ROLLED_BACK);
            assertThat(outcome.cause())
                    .hasMessageStartingWith("SCP-323 postgresql")
                    .hasRootCauseInstanceOf(SQLException.class)
                    .rootCause()
                    .hasMessageContaining("temporary");
            assertThat(databases.rows(id)).isZero();
            assertThat(databases.branches()).isZero();
            assertThat(databases.checkedOut()).isZero();
        }
    }
}
