package io.seedcore.pool.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.activity.RecentError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("errors")
class ErrorLogTest {

    @Test
    void errors_areCountedByClassAndCode_theLatestFirst() {
        ErrorLog log = new ErrorLog();
        log.record("query", "42P01");
        log.record("timeout", "SCP-201");
        log.record("query", "42P01");

        assertThat(log.recent()).extracting(RecentError::code).containsExactly("42P01", "SCP-201");
        assertThat(log.recent()).extracting(RecentError::count).containsExactly(2L, 1L);
    }

    @Test
    void ofManyClasses_theLatestAreRemembered() {
        ErrorLog log = new ErrorLog();
        for (int code = 0; code < 100; code++) {
            log.record("query", "code " + code);
            log.record("query", "often");
        }

        assertThat(log.recent())
                .hasSize(16)
                .first()
                .extracting(RecentError::count)
                .isEqualTo(100L);
        assertThat(log.recent()).last().extracting(RecentError::code).isEqualTo("code 85");
    }
}
