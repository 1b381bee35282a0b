package io.seedcore.pool.war.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.config.Secret;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("access")
class BearerTest {

    private static final Secret TOKEN = new Secret("open-sesame");

    @ParameterizedTest
    @ValueSource(strings = {"Bearer open-sesame", "bearer open-sesame", "BEARER  open-sesame "})
    void right_token_counts_however_the_scheme_is_written(String header) {
        assertThat(Bearer.of(header).presents(TOKEN)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "open-sesame",
                "Basic open-sesame",
                "Bearer open-sesam",
                "Bearer open-sesame2",
                "Bearer Open-Sesame",
            })
    void anything_else_does_not(String header) {
        assertThat(Bearer.of(header).presents(TOKEN)).isFalse();
    }

    @Test
    void token_is_never_printed() {
        assertThat(Bearer.of("Bearer open-sesame")).asString().doesNotContain("sesame");
    }
}
