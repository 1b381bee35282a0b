package io.seedcore.pool.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The {@code SEEDCORE_…} variables. */
public final class ApplicationSettingCatalog {

    private static final ValueType<String> LABEL = new ValueType<>(
            "1 to 63 letters, digits, dots, hyphens or underscores", text -> matching(text, "[A-Za-z0-9._-]{1,63}"));

    private static final ValueType<List<String>> AT_MOST_TWO =
            new ValueType<>("at most 2 names of databases, separated by a comma", text -> {
                List<String> names = ValueType.names().parse().apply(text);
                if (names.size() > 2) {
                    throw new IllegalArgumentException();
                }
                return names;
            });

    private static final ValueType<Optional<Set<String>>> READINESS =
            new ValueType<>("all, none, or names of databases separated by commas", readiness());

    public static final Setting<List<String>> DATABASES = Setting.of(
            "SEEDCORE_DATABASES",
            ValueType.names(),
            null,
            "names of the databases; a further name is configured by variables that start with it. "
                    + "Without it: those of postgresql, mysql and neo4j that have an address");
    public static final Setting<String> APPLICATION = Setting.of(
            "SEEDCORE_APPLICATION",
            LABEL,
            null,
            "value of the application label; without it the context root without slash, root for /");
    public static final Setting<String> REALM = Setting.of(
            "SEEDCORE_REALM",
            LABEL,
            "seedcore",
            "the same for all members that share databases; goes into transaction ids");
    public static final Setting<List<String>> DECISION_STORES = Setting.of(
            "SEEDCORE_DECISION_STORES",
            AT_MOST_TWO,
            null,
            "where commit markers may stand; without it neo4j and the first relational database, else the first two"
                    + " relational ones");
    public static final Setting<Boolean> QUERY_METRICS =
            Setting.of("SEEDCORE_QUERY_METRICS", ValueType.bool(), "on", "time every statement");
    public static final Setting<Optional<Set<String>>> HEALTH_READINESS =
            Setting.of("SEEDCORE_HEALTH_READINESS", READINESS, "all", "databases that readiness depends on");
    public static final Setting<String> API_TOKEN = Setting.of(
                    "SEEDCORE_API_TOKEN",
                    ValueType.anything(),
                    null,
                    "bearer token for statistics and test paths; without it they answer to loopback only")
            .asSecret();
    public static final Setting<Boolean> API_OPEN =
            Setting.of("SEEDCORE_API_OPEN", ValueType.bool(), "false", "let anybody read statistics and test paths");
    public static final Setting<Boolean> STRICT =
            Setting.of("SEEDCORE_STRICT", ValueType.bool(), "false", "refuse, not only warn about, names nearly ours");

    private ApplicationSettingCatalog() {}

    public static List<Setting<?>> all() {
        return List.of(
                DATABASES,
                APPLICATION,
                REALM,
                DECISION_STORES,
                QUERY_METRICS,
                HEALTH_READINESS,
                API_TOKEN,
                SettingsReader.fileOf(API_TOKEN),
                API_OPEN,
                STRICT);
    }

    private static Function<String, Optional<Set<String>>> readiness() {
        return text -> switch (text) {
            case "all" -> Optional.empty();
            case "none" -> Optional.of(Set.of());
            default -> Optional.of(Set.copyOf(ValueType.names().parse().apply(text)));
        };
    }

    private static String matching(String text, String pattern) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException();
        }
        return text;
    }
}
