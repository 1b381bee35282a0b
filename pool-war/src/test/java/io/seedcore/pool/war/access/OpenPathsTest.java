package io.seedcore.pool.war.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("access")
class OpenPathsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/all",
                "/health/ready",
                "/health/live",
                "/health/started",
                "/async/pg/health",
                "/async/mysql/health",
                "/neo4j/health",
                "/metrics",
            })
    void health_is_for_everybody(String path) {
        assertThat(OpenPaths.contain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console", "/console/", "/console/console.js", "/console/uPlot.esm.js"})
    void page_of_the_console_is_too(String path) {
        assertThat(OpenPaths.contain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/stats/pg",
                "/stats/health",
                "/async/pg/test",
                "/sync/mysql/test",
                "/neo4j/test",
                "/example/complex-query",
                "/api/metrics",
                "/advice",
                "/console/live",
                "/console/other.js",
                "/healthy",
                "/metricsx",
            })
    void all_else_is_not(String path) {
        assertThat(OpenPaths.contain(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/../stats/pg",
                "/console/../stats/pg",
                "/console/console.js;x=1",
                "/console/%6cive",
                "/health/..;/stats/pg",
                "/health/%2e%2e/stats/pg",
                "/health/;/../../stats/pg",
                "/async/pg/health;x=1",
                "/metrics/..%2fapi/metrics",
                "/health/\\..\\stats",
            })
    void path_that_might_mean_another_one_is_not(String path) {
        assertThat(OpenPaths.contain(path)).isFalse();
    }
}
