package io.seedcore.pool.neo4j;

import static io.seedcore.pool.error.ErrorCategory.AUTHENTICATION;
import static io.seedcore.pool.error.ErrorCategory.CONFIGURATION;
import static io.seedcore.pool.error.ErrorCategory.CONNECTION;
import static io.seedcore.pool.error.ErrorCategory.FULL;
import static io.seedcore.pool.error.ErrorCategory.OUTCOME_UNKNOWN;
import static io.seedcore.pool.error.ErrorCategory.QUERY;
import static io.seedcore.pool.error.ErrorCategory.ROUTE;
import static io.seedcore.pool.error.ErrorCategory.TRANSACTION;
import static io.seedcore.pool.error.ErrorCategory.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.error.ErrorCategory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.DatabaseException;
import org.neo4j.driver.exceptions.DiscoveryException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ProtocolException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransientException;

/** What each of Neo4j's errors means: those that a single server gives are provoked, the rest are made as it says them. */
@Tag("errors")
class ErrorsTest {

    private static final String LONG_RUNNING = "UNWIND range(1, 1000000000) AS i RETURN sum(sqrt(i))";

    private static PoolRegistry registry;

    @BeforeAll
    static void open() {
        registry = GraphDatabases.shared();
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    private static Session session() {
        return GraphDatabases.pool(registry).driver().session();
    }

    private static Throwable failureOf(String statement) {
        try (Session session = session()) {
            return catchThrowable(() -> session.run(statement).consume());
        }
    }

    @Test
    void syntax_isTheStatements() {
        assertMeans(failureOf("RETURN +"), "Neo.ClientError.Statement.SyntaxError", QUERY);
    }

    @Test
    void constraintViolated_isTheStatements() {
        assertThat(failureOf("CREATE CONSTRAINT errorsTest IF NOT EXISTS FOR (n:ErrorsTest) REQUIRE n.id IS UNIQUE"))
                .isNull();
        try {
            assertThat(failureOf("MERGE (n:ErrorsTest {id: 1})")).isNull();
            assertMeans(
                    failureOf("CREATE (n:ErrorsTest {id: 1})"),
                    "Neo.ClientError.Schema.ConstraintValidationFailed",
                    QUERY);
        } finally {
            assertThat(failureOf("DROP CONSTRAINT errorsTest")).isNull();
            assertThat(failureOf("MATCH (n:ErrorsTest) DELETE n")).isNull();
        }
    }

    @Test
    void transactionTimedOut_isTheStatements_andTheConnectionStays() {
        try (Session session = session()) {
            Throwable failure = catchThrowable(() -> session.run(LONG_RUNNING, Map.of(), within(Duration.ofMillis(50)))
                    .consume());
            assertMeans(failure, "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration", QUERY);
            assertThat(session.run("RETURN 1").single().get(0).asInt()).isEqualTo(1);
        }
    }

    @Test
    void terminated_isTheStatements() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Throwable> failure = thread.submit(() -> {
                try (Session session = session()) {
                    return catchThrowable(() -> session.run(LONG_RUNNING, Map.of(), within(Duration.ofMinutes(2)))
                            .consume());
                }
            });
            await().atMost(Duration.ofMinutes(1)).until(() -> terminate(LONG_RUNNING));
            assertMeans(failure.get(1, TimeUnit.MINUTES), "Neo.ClientError.Transaction.Terminated", QUERY);
        } finally {
            thread.shutdownNow();
        }
    }

    private static TransactionConfig within(Duration time) {
        return TransactionConfig.builder().withTimeout(time).build();
    }

    /** Whether a transaction was found that runs {@code query}. */
    private static boolean terminate(String query) {
        List<Record> found = records(
                "SHOW TRANSACTIONS YIELD transactionId AS id, currentQuery AS query WHERE query = $query RETURN id",
                Map.of("query", query));
        found.forEach(transaction -> records(
                "TERMINATE TRANSACTION $id", Map.of("id", transaction.get("id").asString())));
        return !found.isEmpty();
    }

    private static List<Record> records(String query, Map<String, Object> parameters) {
        return GraphDatabases.pool(registry)
                .driver()
                .executableQuery(query)
                .withParameters(parameters)
                .execute()
                .records();
    }

    @Test
    void deadlock_mayBeDoneAgain() throws Exception {
        assertThat(failureOf("MERGE (:ErrorsTestLock {id: 1}) MERGE (:ErrorsTestLock {id: 2})"))
                .isNull();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Session one = session();
                Session other = session();
                Transaction first = one.beginTransaction();
                Transaction second = other.beginTransaction()) {
            lock(first, 1);
            lock(second, 2);
            Future<Throwable> crossing = thread.submit(() -> catchThrowable(() -> lock(first, 2)));
            Throwable mine = catchThrowable(() -> lock(second, 1));
            second.rollback();
            Throwable theirs = crossing.get(1, TimeUnit.MINUTES);

            assertMeans(mine == null ? theirs : mine, "Neo.TransientError.Transaction.DeadlockDetected", TRANSACTION);
            assertThat(DatabaseError.of(mine == null ? theirs : mine).isRetryable())
                    .isTrue();
        } finally {
            thread.shutdownNow();
            assertThat(failureOf("MATCH (n:ErrorsTestLock) DELETE n")).isNull();
        }
    }

    private static void lock(Transaction transaction, int id) {
        transaction
                .run("MATCH (n:ErrorsTestLock {id: $id}) SET n.at = timestamp()", Map.of("id", id))
                .consume();
    }

    @Test
    void databaseThatDoesNotExist_isTheConfigurations() {
        try (Session session = GraphDatabases.pool(registry).driver().session(SessionConfig.forDatabase("nowhere"))) {
            assertMeans(
                    catchThrowable(() -> session.run("RETURN 1").consume()),
                    "Neo.ClientError.Database.DatabaseNotFound",
                    CONFIGURATION);
        }
    }

    @Test
    void wrongUser_isRefused() {
        try (PoolRegistry wrong = GraphDatabases.shared("NEO4J_USER", "nobody-of-that-name");
                Session session = GraphDatabases.pool(wrong).driver().session()) {
            assertMeans(
                    catchThrowable(() -> session.run("RETURN 1").consume()),
                    "Neo.ClientError.Security.Unauthorized",
                    AUTHENTICATION);
        }
    }

    private static void assertMeans(Throwable failure, String code, ErrorCategory category) {
        assertThat(failure).isInstanceOf(Neo4jException.class);
        assertThat(((Neo4jException) failure).code()).isEqualTo(code);
        assertThat(DatabaseError.of(failure).category()).isEqualTo(category);
        assertThat(DatabaseError.of(new IllegalStateException("wrapped", failure))
                        .category())
                .isEqualTo(category);
    }

    @ParameterizedTest
    @CsvSource({
        "Neo.TransientError.Transaction.LockAcquisitionTimeout, TRANSACTION",
        "Neo.TransientError.Transaction.Outdated, TRANSACTION",
        "Neo.TransientError.Transaction.LeaseExpired, TRANSACTION",
        "Neo.TransientError.Transaction.BookmarkTimeout, TRANSACTION",
        "Neo.TransientError.Cluster.ReplicationFailure, TRANSACTION",
        "Neo.TransientError.Transaction.LeaderSwitch, TRANSACTION",
        "Neo.TransientError.Transaction.MaximumTransactionLimitReached, FULL",
        "Neo.TransientError.Request.NoThreadsAvailable, FULL",
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError, FULL",
        "Neo.TransientError.General.OutOfMemoryError, FULL",
        "Neo.TransientError.General.DatabaseUnavailable, UNAVAILABLE",
        "Neo.TransientError.Transaction.Terminated, QUERY",
        "Neo.TransientError.Transaction.LockClientStopped, QUERY"
    })
    void passingError_meansWhatTheTableSays(String code, ErrorCategory category) {
        DatabaseError error = DatabaseError.of(new TransientException(code, "made"));
        assertThat(error.category()).isEqualTo(category);
        assertThat(error.isRetryable()).isEqualTo(category == TRANSACTION);
    }

    @ParameterizedTest
    @CsvSource({
        "Neo.ClientError.Cluster.NotALeader, ROUTE",
        "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase, ROUTE",
        "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase, ROUTE",
        "Neo.ClientError.Security.CredentialsExpired, AUTHENTICATION",
        "Neo.ClientError.Security.TokenExpired, AUTHENTICATION",
        "Neo.ClientError.Security.AuthorizationExpired, AUTHENTICATION",
        "Neo.ClientError.Security.Forbidden, AUTHENTICATION",
        "Neo.ClientError.Security.AuthenticationRateLimit, AUTHENTICATION",
        "Neo.ClientError.Transaction.TransactionTimedOut, QUERY",
        "Neo.ClientError.Transaction.LockClientStopped, QUERY",
        "Neo.ClientError.Request.Invalid, CONNECTION",
        "Neo.ClientError.Statement.ParameterMissing, QUERY",
        "Neo.DatabaseError.General.UnknownError, CONNECTION",
        "Neo.SomethingNew.General.Unknown, CONNECTION"
    })
    void lastingError_meansWhatTheTableSays(String code, ErrorCategory category) {
        DatabaseError error = DatabaseError.of(new ClientException(code, "made"));
        assertThat(error.category()).isEqualTo(category);
        assertThat(error.breaksConnection()).isEqualTo(category == CONNECTION);
        assertThat(error.isRetryable()).isFalse();
        assertThat(error.advice()).endsWith(".");
    }

    /** Newer servers say more by the status than by the code. */
    @ParameterizedTest
    @CsvSource({"08007, OUTCOME_UNKNOWN", "51N74, FULL", "42N01, QUERY"})
    void status_countsBeforeTheCode(String status, ErrorCategory category) {
        Neo4jException failure = new ClientException(
                status, "error: made", "Neo.ClientError.General.UnknownError", "made", Map.of(), null);
        assertThat(DatabaseError.of(failure).category()).isEqualTo(category);
        assertThat(DatabaseError.of(failure).sqlState()).isEqualTo(status);
    }

    @Test
    void errorOfTheDriver_meansWhatItsTypeSays() {
        assertThat(category(new ServiceUnavailableException("gone"))).isEqualTo(CONNECTION);
        assertThat(category(new SessionExpiredException("gone"))).isEqualTo(CONNECTION);
        assertThat(category(new ProtocolException("odd"))).isEqualTo(CONNECTION);
        assertThat(category(new DiscoveryException("nobody", null))).isEqualTo(UNAVAILABLE);
        assertThat(category(new SecurityException("certificate", (Throwable) null)))
                .isEqualTo(AUTHENTICATION);
        assertThat(category(new ClientException("no such record"))).isEqualTo(QUERY);
        assertThat(List.of(FULL, ROUTE, OUTCOME_UNKNOWN)).noneMatch(ErrorCategory::isRetryable);
    }

    private static ErrorCategory category(Throwable failure) {
        return DatabaseError.of(failure).category();
    }

    @Test
    void connectionLostAtCommit_outcomeUnknown_refusedCommitIsNot() {
        for (Throwable lost : List.of(
                new ServiceUnavailableException("gone"),
                new SessionExpiredException("gone"),
                new DatabaseException("Neo.DatabaseError.Transaction.TransactionCommitFailed", "made"),
                new TransientException("Neo.TransientError.General.DatabaseUnavailable", "made"))) {
            assertThat(DatabaseError.whileCommitting(lost).category()).isEqualTo(OUTCOME_UNKNOWN);
        }
        assertThat(DatabaseError.whileCommitting(
                                new TransientException("Neo.TransientError.Transaction.DeadlockDetected", "made"))
                        .category())
                .isEqualTo(TRANSACTION);
        assertThat(DatabaseError.whileCommitting(
                                new ClientException("Neo.ClientError.Schema.ConstraintValidationFailed", "made"))
                        .category())
                .isEqualTo(QUERY);
    }
}
