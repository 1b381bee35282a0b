package io.seedcore.pool.war.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.NoSuchPoolException;
import io.seedcore.pool.PoolClosedException;
import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.PoolTimeoutException;
import io.seedcore.pool.event.CircuitState;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.DiscoveryException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransientException;

@Tag("access")
class TranslationTest {

    private static final PoolStats STATS =
            new PoolStats(1, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0, Map.of(), CircuitState.CLOSED);

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new NoSuchPoolException("x", List.of("postgresql")), 404, "SCP-204"),
                Arguments.of(
                        new PoolTimeoutException("SCP-201", "postgresql", STATS, List.of(), "full", null),
                        503,
                        "SCP-201"),
                Arguments.of(new PoolClosedException("postgresql"), 503, "SCP-203"),
                Arguments.of(new PoolException("SCP-101", "postgresql: no", null), 503, "SCP-101"),
                Arguments.of(new SQLTransientConnectionException("host 10.0.0.7"), 503, "SCP-503"),
                Arguments.of(new SQLException("terminated", "57P01"), 503, "SCP-503"),
                Arguments.of(new SQLException("syntax error", "42601"), 500, "SCP-500"),
                Arguments.of(new ServiceUnavailableException("bolt://secret"), 503, "SCP-503"),
                Arguments.of(new SessionExpiredException("bolt://secret"), 503, "SCP-503"),
                Arguments.of(
                        new TransientException("Neo.TransientError.Transaction.DeadlockDetected", "secret"),
                        503,
                        "SCP-503"),
                Arguments.of(new DiscoveryException("bolt://secret", null), 503, "SCP-503"),
                Arguments.of(new ClientException("no connection became free", new TimeoutException()), 503, "SCP-503"),
                Arguments.of(
                        new AuthenticationException("Neo.ClientError.Security.Unauthorized", "secret"), 503, "SCP-503"),
                Arguments.of(new SecurityException("Neo.ClientError.Security.Forbidden", "secret"), 500, "SCP-500"),
                Arguments.of(new ClientException("Neo.ClientError.Statement.SyntaxError", "secret"), 500, "SCP-500"),
                Arguments.of(new IllegalStateException("secret"), 500, "SCP-500"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void each_failure_has_its_status_and_code_also_as_a_cause(Throwable failure, int status, String code) {
        for (Throwable seen : List.of(failure, new CompletionException(new RuntimeException(failure)))) {
            ApiError error = Translation.of(seen);

            assertThat(error.status()).isEqualTo(status);
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.message()).isNotBlank().doesNotStartWith("SCP-");
            assertThat(error.advice()).isNotBlank();
        }
    }

    @Test
    void what_drivers_say_is_not_passed_on() {
        ApiError error = Translation.of(new SQLIntegrityConstraintViolationException(
                "Key (iban)=(DE89370400440532013000) already exists", "23505"));

        assertThat(error.toString()).doesNotContain("DE89").contains("23505");
    }

    @Test
    void what_neo4j_refuses_is_told_from_a_database_that_is_away() {
        ApiError login = Translation.of(new AuthenticationException("Neo.ClientError.Security.Unauthorized", "secret"));
        ApiError syntax = Translation.of(new ClientException("Neo.ClientError.Statement.SyntaxError", "secret"));

        assertThat(login.message()).contains("refused the user").doesNotContain("secret");
        assertThat(syntax.message())
                .contains("Neo.ClientError.Statement.SyntaxError")
                .doesNotContain("secret");
    }

    @Test
    void circle_of_causes_comes_to_an_end() {
        Exception one = new IllegalStateException("one");
        Exception two = new IllegalStateException("two", one);
        one.initCause(two);

        assertThat(Translation.of(one).status()).isEqualTo(500);
    }
}
