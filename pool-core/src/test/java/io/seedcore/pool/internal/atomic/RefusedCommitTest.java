package io.seedcore.pool.internal.atomic;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer to COMMIT says about what is stored. */
@Tag("transactions")
class RefusedCommitTest {

    @ParameterizedTest
    @ValueSource(strings = {"23505", "40001", "40P01", "25006", "P0001", "XAE07", "57014"})
    void serverSaidNo_refusal(String sqlState) {
        assertThat(JdbcParticipant.isRefusal(new SQLException("no", sqlState))).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"08006", "08S01", "57P01", "40003", "58030", "XX000", "HY000", "S1000"})
    void answerMayBeLost_noRefusal(String sqlState) {
        assertThat(JdbcParticipant.isRefusal(new SQLException("lost", sqlState)))
                .isFalse();
    }
}
