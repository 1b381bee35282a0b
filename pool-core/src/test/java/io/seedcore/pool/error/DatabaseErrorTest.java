package io.seedcore.pool.error;

import static io.seedcore.pool.error.ErrorCategory.AUTHENTICATION;
import static io.seedcore.pool.error.ErrorCategory.CONNECTION;
import static io.seedcore.pool.error.ErrorCategory.FULL;
import static io.seedcore.pool.error.ErrorCategory.GENERATION;
import static io.seedcore.pool.error.ErrorCategory.OUTCOME_UNKNOWN;
import static io.seedcore.pool.error.ErrorCategory.QUERY;
import static io.seedcore.pool.error.ErrorCategory.ROUTE;
import static io.seedcore.pool.error.ErrorCategory.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.SQLExceptionOverride.Override;
import io.seedcore.pool.internal.FatalErrors;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertificateExpiredException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How a failure is read: its causes, its chained exceptions, its type, and when it came. */
class DatabaseErrorTest {

    @Test
    void causeOfAWrapper_isFound() {
        SQLException deadlock = sql("40P01", "deadlock detected");
        DatabaseError error =
                DatabaseError.of(new IllegalStateException(new RuntimeException("work failed", deadlock)));
        assertThat(error.category()).isEqualTo(TRANSACTION);
        assertThat(error.sqlState()).isEqualTo("40P01");
        assertThat(error.isRetryable()).isTrue();
    }

    @Test
    void innermostException_saysMore() {
        SQLException wrapper =
                new SQLException("no connection", "08001", sql("28P01", "password authentication failed"));
        assertThat(DatabaseError.whileConnecting(wrapper).category()).isEqualTo(AUTHENTICATION);
    }

    @Test
    void consequenceOfAnError_doesNotHideIt() {
        SQLException ended = sql("57P01", "FATAL: terminating connection due to administrator command");
        ended.setNextException(new SQLException("An I/O error occurred", "08006", new EOFException()));
        assertThat(DatabaseError.of(ended).sqlState()).isEqualTo("57P01");
    }

    @Test
    void brokenConnectionBehindAFailedRow_isFound() {
        BatchUpdateException batch = new BatchUpdateException("row 2", "23505", new int[] {1});
        batch.setNextException(sql("23505", "duplicate key"));
        batch.setNextException(sql("08006", "connection lost"));
        assertThat(DatabaseError.of(batch).category()).isEqualTo(CONNECTION);
    }

    @Test
    void exceptionsThatReferToEachOther_areReadOnce() {
        SQLException first = sql("42P01", "no such table");
        SQLException second = sql("42703", "no such column");
        first.initCause(second);
        second.initCause(first);
        first.setNextException(second);
        assertThat(DatabaseError.of(first).category()).isEqualTo(QUERY);
    }

    @Test
    void endlessChain_isReadUpToALimit() {
        SQLException first = sql("22012", "row 0");
        for (int row = 1; row < 200; row++) {
            first.setNextException(sql(row == 199 ? "08006" : "22012", "row " + row));
        }
        assertThat(DatabaseError.of(first).category()).isEqualTo(QUERY);
    }

    static Stream<Arguments> failuresWithoutACode() {
        return Stream.of(
                Arguments.of(new SQLException("unknown"), CONNECTION),
                Arguments.of(new SQLException((String) null), CONNECTION),
                Arguments.of(new SQLException("general", "HY000", -1), QUERY),
                Arguments.of(new SQLTimeoutException("slow"), QUERY),
                Arguments.of(new SQLFeatureNotSupportedException("not here"), QUERY),
                Arguments.of(new SQLTransactionRollbackException("gave way"), TRANSACTION),
                Arguments.of(new SQLInvalidAuthorizationSpecException("no"), AUTHENTICATION),
                Arguments.of(new SQLNonTransientConnectionException("gone", "HY000"), CONNECTION),
                Arguments.of(
                        new SQLException("TLS", "08006", new IOException(new CertificateExpiredException())),
                        AUTHENTICATION),
                Arguments.of(new ConnectException("refused"), CONNECTION),
                Arguments.of(new IllegalStateException("no database's"), QUERY));
    }

    @ParameterizedTest
    @MethodSource("failuresWithoutACode")
    void failureWithoutACode_isJudgedByItsType(Throwable failure, ErrorCategory category) {
        assertThat(DatabaseError.of(failure).category()).isEqualTo(category);
    }

    @ParameterizedTest
    @CsvSource({
        "08006, An I/O error occurred, OUTCOME_UNKNOWN, true",
        "57P01, FATAL: terminating connection, OUTCOME_UNKNOWN, true",
        "57P02, terminating connection because of crash, OUTCOME_UNKNOWN, true",
        "08007, transaction resolution unknown, OUTCOME_UNKNOWN, true",
        "40003, statement completion unknown, OUTCOME_UNKNOWN, true",
        "08P01, FATAL: query_wait_timeout, OUTCOME_UNKNOWN, true",
        "57014, ERROR: canceling statement due to statement timeout, QUERY, false",
        "40001, ERROR: could not serialize access, TRANSACTION, false",
        "23505, ERROR: duplicate key, QUERY, false",
        "25006, ERROR: read-only, ROUTE, true",
    })
    void failureDuringCommit_isUnknownUnlessTheServerAnswered(
            String state, String message, ErrorCategory category, boolean breaks) {
        DatabaseError error = DatabaseError.whileCommitting(sql(state, message));
        assertThat(error.category()).isEqualTo(category);
        assertThat(error.breaksConnection()).isEqualTo(breaks);
    }

    @Test
    void limitOfTheDriverDuringCommit_leavesTheOutcomeUnknown() {
        assertThat(DatabaseError.whileCommitting(new SQLTimeoutException("slow"))
                        .category())
                .isEqualTo(OUTCOME_UNKNOWN);
        assertThat(DatabaseError.whileCommitting(new IllegalStateException()).category())
                .isEqualTo(OUTCOME_UNKNOWN);
    }

    @Test
    void lostGeneration_isRememberedWhileCommitting() {
        DatabaseError error = DatabaseError.whileCommitting(sql("57P02", "crash"));
        assertThat(error.breaksGeneration()).isTrue();
        assertThat(DatabaseError.of(sql("57P02", "crash")).category()).isEqualTo(GENERATION);
    }

    @ParameterizedTest
    @CsvSource({
        "08006, An I/O error occurred, true",
        "08P01, FATAL: server shutting down, true",
        "08P01, FATAL: client_idle_timeout, false",
        "57P01, FATAL: terminating connection due to administrator command, false",
        "57P05, FATAL: terminating connection due to idle-session timeout, false",
        "25006, cannot execute INSERT in a read-only transaction, false",
    })
    void lostConnection_putsTheOthersInDoubtUnlessItAloneWasMeant(String state, String message, boolean all) {
        DatabaseError error = DatabaseError.of(sql(state, message));
        assertThat(error.breaksGeneration()).isEqualTo(all);
        assertThat(error.breaksConnection()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"53000", "53100", "53200", "53400"})
    void exhaustedServer_stopsGrowthButNotWork(String state) {
        assertThat(DatabaseError.whileConnecting(sql(state, "none left")).category())
                .isEqualTo(FULL);
        assertThat(DatabaseError.of(sql(state, "none left")).category()).isEqualTo(QUERY);
    }

    @Test
    void sessionThatEndsWithTheError_isBrokenWhateverTheError() {
        DatabaseError conflict =
                DatabaseError.of(sql("40001", "FATAL: terminating connection due to conflict with recovery"));
        assertThat(conflict.category()).isEqualTo(TRANSACTION);
        assertThat(conflict.breaksConnection()).isTrue();
        DatabaseError cancelled = DatabaseError.of(sql("57014", "FATAL: canceling authentication due to timeout"));
        assertThat(cancelled.category()).isEqualTo(CONNECTION);
    }

    @Test
    void codeOfTheServer_countsBeforeItsState() {
        assertThat(DatabaseError.of(new SQLException("Too many connections", "08004", 1040))
                        .category())
                .isEqualTo(FULL);
        assertThat(DatabaseError.of(new SQLException("Running in read-only mode", "HY000", 1836))
                        .category())
                .isEqualTo(ROUTE);
    }

    @Test
    void nothingOfTheMessage_isRepeated() {
        assertThat(DatabaseError.of(sql("28P01", "password authentication failed for user \"secret\"")))
                .asString()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @EnumSource
    void onlyARolledBackTransaction_isRetryable(ErrorCategory category) {
        assertThat(category.isRetryable()).isEqualTo(category == TRANSACTION);
    }

    /** Among them what HikariCP itself would evict for. */
    @ParameterizedTest
    @CsvSource({
        "0A000, 0, false",
        "01002, 0, false",
        "JZ0C0, 0, false",
        "HY000, 500150, false",
        "HY000, 2399, false",
        "08004, 1040, false",
        "HY000, 1105, true",
        "57P01, 0, true",
        "57P05, 0, true",
        ", 0, true",
    })
    void hikariCp_isNeverLeftToItsOwnList(@Nullable String state, int code, boolean evicts) {
        assertThat(new FatalErrors(() -> true, (error, fatal) -> {}).adjudicate(new SQLException("text", state, code)))
                .isEqualTo(evicts ? Override.MUST_EVICT : Override.DO_NOT_EVICT);
    }

    /** The server's own mode is the server's, whatever the borrower asked for. */
    @ParameterizedTest
    @CsvSource({
        "25006, 0, true, false",
        "25006, 1792, true, false",
        "25006, 0, false, true",
        "25006, 1792, false, true",
        "HY000, 1836, true, true",
    })
    void refusedWrite_evictsUnlessTheBorrowerWantedToRead(String state, int code, boolean onlyReads, boolean evicts) {
        assertThat(new FatalErrors(() -> onlyReads, (error, fatal) -> {})
                        .adjudicate(new SQLException("read-only", state, code)))
                .isEqualTo(evicts ? Override.MUST_EVICT : Override.DO_NOT_EVICT);
    }

    private static SQLException sql(String state, String message) {
        return new SQLException(message, state);
    }
}
