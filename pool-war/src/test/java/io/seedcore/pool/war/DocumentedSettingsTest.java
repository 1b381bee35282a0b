package io.seedcore.pool.war;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.config.ApplicationSettingCatalog;
import io.seedcore.pool.config.RelationalSettingCatalog;
import io.seedcore.pool.config.Setting;
import io.seedcore.pool.neo4j.GraphSettingCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the documentation says of each setting is what the code does. */
@Tag("settings")
class DocumentedSettingsTest {

    private static final Pattern ROW = Pattern.compile("\\| `[A-Z0-9_]+` \\|.*");

    @Test
    void table_hasOneRowForEachSettingOfTheCode() throws IOException {
        List<String> expected =
                settings().stream().map(DocumentedSettingsTest::row).toList();
        List<String> written = Project.lines("docs/configuration.md").stream()
                .filter(line -> ROW.matcher(line).matches())
                .toList();
        assertThat(written)
                .as("docs/configuration.md must have these rows:\n\n" + String.join("\n", expected) + "\n\n")
                .containsExactlyElementsOf(expected);
    }

    @Test
    void exampleFile_offersEachSettingWithItsDefault() throws IOException {
        List<String> offered = Project.lines("docker/env.example");
        List<String> missing = settings().stream()
                .filter(setting -> offered.stream().noneMatch(line -> offers(line, setting)))
                .map(DocumentedSettingsTest::line)
                .toList();
        assertThat(missing)
                .as("docker/env.example lacks these lines, or has them with another default:\n\n"
                        + String.join("\n", missing) + "\n\n")
                .isEmpty();
    }

    private static List<Setting<?>> settings() {
        List<Setting<?>> settings = new ArrayList<>();
        settings.addAll(relational(DatabaseKind.POSTGRESQL));
        settings.addAll(relational(DatabaseKind.MYSQL));
        settings.addAll(GraphSettingCatalog.of(DatabaseKind.NEO4J.defaultName()).all());
        settings.addAll(ApplicationSettingCatalog.all());
        return settings;
    }

    private static List<Setting<?>> relational(DatabaseKind kind) {
        return new RelationalSettingCatalog(kind.defaultName(), kind).all(kind);
    }

    private static String row(Setting<?> setting) {
        return "| `" + setting.name() + "` | " + Objects.requireNonNullElse(setting.defaultValue(), "–") + " | "
                + setting.type().range() + " | " + setting.meaning()
                + (setting.effective() ? "" : "; **no effect in this release**") + " |";
    }

    /** A default may be commented out; without one the line is an example of ours and may say anything. */
    private static boolean offers(String line, Setting<?> setting) {
        String assignment = setting.name() + "=";
        String uncommented = line.startsWith("# ") ? line.substring(2) : line;
        return setting.defaultValue() == null
                ? line.startsWith("# " + assignment)
                : uncommented.equals(assignment + setting.defaultValue());
    }

    private static String line(Setting<?> setting) {
        return setting.defaultValue() == null
                ? "# " + setting.name() + "=an example"
                : setting.name() + "=" + setting.defaultValue();
    }
}
