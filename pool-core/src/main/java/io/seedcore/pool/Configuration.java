package io.seedcore.pool;

import io.seedcore.pool.config.ApplicationSettings;
import io.seedcore.pool.config.ConfigurationException;
import io.seedcore.pool.config.NearNames;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.config.SettingsReader;
import io.seedcore.pool.config.SettingsSource;
import io.seedcore.pool.spi.PoolProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All settings, read once and found right. */
record Configuration(
        ApplicationSettings application, List<PoolSettings> pools, List<String> warnings, List<String> notes) {

    static Configuration read(SettingsSource source, List<PoolProvider> providers) {
        SettingsReader reader = new SettingsReader(source);
        ApplicationSettings application = ApplicationSettings.read(reader);
        List<PoolSettings> pools = pools(application, reader, providers);
        checkReadiness(application, pools, reader);
        checkDecisionStores(application, pools, reader);
        NearNames.check(reader, known(application, reader, providers), application.strict());
        if (!reader.problems().isEmpty()) {
            throw new ConfigurationException(reader.problems());
        }
        return new Configuration(application, pools, reader.warnings(), reader.notes());
    }

    static List<PoolSettings> pools(
            ApplicationSettings application, SettingsReader reader, List<PoolProvider> providers) {
        List<PoolSettings> pools = new ArrayList<>();
        for (String name : names(application)) {
            int problems = reader.problems().size();
            Optional<PoolSettings> settings = settings(name, reader, providers);
            settings.ifPresent(pools::add);
            if (settings.isEmpty()
                    && !application.databases().isEmpty()
                    && reader.problems().size() == problems) {
                reader.missing(
                        "SEEDCORE_DATABASES", "names " + name + ", which has no address; set " + addressOf(name));
            }
        }
        return pools;
    }

    private static Optional<PoolSettings> settings(String name, SettingsReader reader, List<PoolProvider> providers) {
        return providers.stream()
                .flatMap(provider -> provider.read(name, reader.section()).stream())
                .findFirst();
    }

    private static List<String> names(ApplicationSettings application) {
        return application.databases().isEmpty()
                ? defaultNames()
                : application.databases().stream().distinct().toList();
    }

    private static List<String> defaultNames() {
        return Arrays.stream(DatabaseKind.values())
                .map(DatabaseKind::defaultName)
                .toList();
    }

    private static String addressOf(String name) {
        return Arrays.stream(DatabaseKind.values())
                .filter(kind -> kind.defaultName().equals(name))
                .findFirst()
                .map(kind -> kind.environmentPrefix() + (kind == DatabaseKind.NEO4J ? "_URI" : "_HOST"))
                .orElseGet(() -> name.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL");
    }

    private static void checkReadiness(
            ApplicationSettings application, List<PoolSettings> pools, SettingsReader reader) {
        Set<String> names = pools.stream().map(PoolSettings::name).collect(Collectors.toSet());
        application
                .readiness()
                .ifPresent(wanted -> wanted.stream()
                        .filter(name -> !names.contains(name))
                        .sorted()
                        .forEach(name -> reader.contradiction(
                                "SEEDCORE_HEALTH_READINESS",
                                "names " + name + ", which is not configured (there are: " + new TreeSet<>(names)
                                        + ")")));
    }

    private static void checkDecisionStores(
            ApplicationSettings application, List<PoolSettings> pools, SettingsReader reader) {
        Set<String> names = pools.stream().map(PoolSettings::name).collect(Collectors.toSet());
        application.decisionStores().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> reader.contradiction(
                        "SEEDCORE_DECISION_STORES",
                        "names " + name + ", which is not configured (there are: " + new TreeSet<>(names) + ")"));
    }

    private static Set<String> known(
            ApplicationSettings application, SettingsReader reader, List<PoolProvider> providers) {
        Set<String> known = new TreeSet<>(reader.known());
        List<String> names = new ArrayList<>(defaultNames());
        names.addAll(application.databases());
        for (String name : names) {
            providers.forEach(provider -> provider.settings(name).forEach(setting -> known.add(setting.name())));
        }
        return known;
    }
}
