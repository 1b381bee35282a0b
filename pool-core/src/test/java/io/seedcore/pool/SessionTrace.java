package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * One way to leave something behind in a session, and how the next borrower would notice.
 *
 * @param look what is seen of it; differs once it was left behind
 */
record SessionTrace(String name, Action leave, Look look) {

    /** What a borrower does. */
    interface Action {
        void on(Connection connection) throws SQLException;
    }

    /** What a borrower sees. */
    interface Look {
        @Nullable
        Object at(Connection connection) throws SQLException;
    }

    /** Left behind by texts, seen by a query. */
    static SessionTrace sql(String name, String query, String... texts) {
        return new SessionTrace(name, run(texts), connection -> answer(connection, query));
    }

    static Action run(String... texts) {
        return connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String text : texts) {
                    statement.execute(text);
                }
            }
        };
    }

    /** The first value of the answer, or the code of the server's refusal. */
    static @Nullable Object answer(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(query) ? first(statement) : statement.getUpdateCount();
        } catch (SQLException e) {
            return "refused with " + e.getSQLState() + "/" + e.getErrorCode();
        }
    }

    private static @Nullable String first(Statement statement) throws SQLException {
        try (ResultSet row = statement.getResultSet()) {
            return row.next() ? row.getString(1) : "no row";
        }
    }

    /** That the next borrower of the same session does not see what was left behind. */
    void staysWithItsBorrower(ConnectionPool pool, String sessionId) throws SQLException {
        Object session;
        Object clean;
        try (Connection connection = pool.getConnection()) {
            session = answer(connection, sessionId);
            clean = look.at(connection);
            leave.on(connection);
            assertThat(look.at(connection)).as("seen by its own borrower").isNotEqualTo(clean);
        }
        try (Connection next = pool.getConnection()) {
            assertThat(answer(next, sessionId)).as("lent again").isEqualTo(session);
            assertThat(look.at(next)).as("seen by the next borrower").isEqualTo(clean);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
