package io.seedcore.pool.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings that concern the application and not one database.
 *
 * @param application value of the {@code application} label; empty for the context root
 * @param databases the names in {@code SEEDCORE_DATABASES}; empty for those of the usual three that have an address
 * @param queryMetrics whether statements are timed
 * @param readiness databases that readiness depends on; empty for all
 * @param apiToken who presents it may read statistics and test paths from anywhere
 * @param apiOpen whether anybody may, without a token
 * @param realm the same for all members that share databases; part of the ids of transactions over several
 * @param decisionStores where the decisions of such transactions may stand; empty for those that are derived
 */
public record ApplicationSettings(
        Optional<String> application,
        List<String> databases,
        boolean queryMetrics,
        Optional<Set<String>> readiness,
        Optional<Secret> apiToken,
        boolean apiOpen,
        boolean strict,
        String realm,
        List<String> decisionStores) {

    /** Reads them. */
    public static ApplicationSettings read(SettingsReader reader) {
        return new ApplicationSettings(
                reader.find(ApplicationSettingCatalog.APPLICATION),
                reader.find(ApplicationSettingCatalog.DATABASES).orElse(List.of()),
                reader.read(ApplicationSettingCatalog.QUERY_METRICS),
                reader.read(ApplicationSettingCatalog.HEALTH_READINESS),
                reader.secret(ApplicationSettingCatalog.API_TOKEN),
                reader.read(ApplicationSettingCatalog.API_OPEN),
                reader.read(ApplicationSettingCatalog.STRICT),
                reader.read(ApplicationSettingCatalog.REALM),
                reader.find(ApplicationSettingCatalog.DECISION_STORES).orElse(List.of()));
    }
}
