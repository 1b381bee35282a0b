package io.seedcore.pool.monitoring.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.config.SettingsSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("health")
class ReadinessNamesTest {

    private static final String ADDRESS = "jdbc:postgresql://db/shop?user=shop";

    private static List<String> of(Map<String, String> settings) {
        return ReadinessNames.configured(SettingsSource.of(settings, "settings"));
    }

    @Test
    void without_a_list_those_of_the_usual_ones_that_have_an_address() {
        assertThat(of(Map.of("POSTGRES_URL", ADDRESS))).containsExactly("postgresql");
        assertThat(of(Map.of())).isEmpty();
    }

    @Test
    void with_a_list_those_on_it() {
        assertThat(of(Map.of(
                        "SEEDCORE_DATABASES",
                        "postgresql,reporting",
                        "POSTGRES_URL",
                        ADDRESS,
                        "REPORTING_URL",
                        ADDRESS)))
                .containsExactly("postgresql", "reporting");
    }

    @Test
    void those_that_readiness_does_not_depend_on_are_left_out() {
        Map<String, String> two = Map.of(
                "SEEDCORE_DATABASES",
                "postgresql,reporting",
                "POSTGRES_URL",
                ADDRESS,
                "REPORTING_URL",
                ADDRESS,
                "SEEDCORE_HEALTH_READINESS",
                "reporting");

        assertThat(of(two)).containsExactly("reporting");
        assertThat(of(Map.of("POSTGRES_URL", ADDRESS, "SEEDCORE_HEALTH_READINESS", "none")))
                .isEmpty();
    }

    @Test
    void settings_that_are_wrong_are_somebody_elses_to_complain_about() {
        assertThat(of(Map.of("POSTGRES_URL", ADDRESS, "POSTGRES_POOL_SIZE", "many", "SEEDCORE_STRICT", "perhaps")))
                .containsExactly("postgresql");
    }
}
