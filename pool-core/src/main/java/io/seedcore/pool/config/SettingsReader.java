package io.seedcore.pool.config;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads settings one by one and notes what is wrong, so that all of it can be reported at once. A setting that is wrong
 * reads as its default, so that reading goes on. Not thread-safe.
 */
public final class SettingsReader {

    private final SettingsSource source;
    private final List<Problem> problems;
    private final List<String> warnings;
    private final List<String> notes;
    private final Set<String> known;
    private final List<EffectiveSetting> effective = new ArrayList<>();

    public SettingsReader(SettingsSource source) {
        this(source, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeSet<>());
    }

    private SettingsReader(
            SettingsSource source,
            List<Problem> problems,
            List<String> warnings,
            List<String> notes,
            Set<String> known) {
        this.source = source;
        this.problems = problems;
        this.warnings = warnings;
        this.notes = notes;
        this.known = known;
    }

    /** A reader of the same source and for the same report, with a list of effective settings of its own. */
    public SettingsReader section() {
        return new SettingsReader(source, problems, warnings, notes, known);
    }

    /** The value, or the default. The setting must have a default. */
    public <T> T read(Setting<T> setting) {
        String defaultValue = Objects.requireNonNull(setting.defaultValue(), setting.name());
        return find(setting).orElseGet(() -> {
            effective.add(new EffectiveSetting(setting.name(), defaultValue, "default"));
            return setting.type().parse().apply(defaultValue);
        });
    }

    /** The value where it is set and right. */
    public <T> Optional<T> find(Setting<T> setting) {
        return raw(setting).flatMap(found -> parse(setting, found));
    }

    /**
     * The value as text, unchecked: for those of several names that lose to another. Counts as known, and as ignored
     * when a container platform injected it.
     */
    public Optional<SourcedValue> raw(Setting<?> setting) {
        known.add(setting.name());
        return source.find(setting.name()).filter(found -> !injectedByPlatform(found.value()));
    }

    /** A secret from its variable or from the file that the same name with {@code _FILE} names; not from both. */
    public Optional<Secret> secret(Setting<String> setting) {
        Setting<String> file = fileOf(setting);
        Optional<SourcedValue> path = raw(file);
        Optional<String> value = find(setting.asSecret());
        if (value.isPresent() && path.isPresent()) {
            contradiction(setting.name(), "is set together with " + file.name() + "; set one of them");
        }
        return value.map(Secret::new).or(() -> path.flatMap(found -> contents(file, found)));
    }

    /** The file that {@link #secret} reads where the variable itself is not set. */
    public Optional<SecretFile> secretFile(Setting<String> setting) {
        return raw(setting).isPresent()
                ? Optional.empty()
                : raw(fileOf(setting)).flatMap(found -> file(found.value()));
    }

    private static Optional<SecretFile> file(String path) {
        try {
            return Optional.of(new SecretFile(Path.of(path)));
        } catch (InvalidPathException e) {
            // A problem that secret() has noted.
            return Optional.empty();
        }
    }

    /** The setting that names a file with the value of {@code setting}. */
    public static Setting<String> fileOf(Setting<String> setting) {
        return Setting.of(
                setting.name() + "_FILE",
                ValueType.text(),
                null,
                "file that holds " + setting.name() + "; a newline at its end is dropped");
    }

    private Optional<Secret> contents(Setting<String> setting, SourcedValue found) {
        try {
            SecretFile file = new SecretFile(Path.of(found.value()));
            Secret secret = file.read();
            effective.add(new EffectiveSetting(setting.name(), found.value(), found.source()));
            if (file.readableByAll()) {
                note(setting.name()
                        + ": every user of this machine may read the file; its permissions should be 0400.");
            }
            return Optional.of(secret);
        } catch (IOException e) {
            return fileProblem(setting, found, String.valueOf(e.getMessage()));
        } catch (InvalidPathException e) {
            return fileProblem(setting, found, "expected a file this process may read (InvalidPathException)");
        }
    }

    private Optional<Secret> fileProblem(Setting<?> setting, SourcedValue found, String expected) {
        problems.add(new Problem("SCP-014", setting.name(), shown(setting, found), expected));
        return Optional.empty();
    }

    private <T> Optional<T> parse(Setting<T> setting, SourcedValue found) {
        try {
            T value = setting.type().parse().apply(found.value());
            effective.add(new EffectiveSetting(setting.name(), display(setting, found.value()), found.source()));
            if (!setting.effective()) {
                warn(setting.name() + " is set (" + found.source()
                        + ") but has no effect in this release; it was checked only.");
            }
            return Optional.of(value);
        } catch (IllegalArgumentException e) {
            problem(setting, found, "expected " + setting.type().range());
            return Optional.empty();
        }
    }

    /** Notes that a value is wrong. */
    public void problem(Setting<?> setting, SourcedValue found, String expected) {
        problems.add(new Problem("SCP-012", setting.name(), shown(setting, found), expected));
    }

    /** Notes that settings contradict each other; {@code statement} names the other one. */
    public void contradiction(String name, String statement) {
        problems.add(new Problem("SCP-013", name, "", statement));
    }

    /** Notes that a variable is nearly, but not, a setting. */
    public void unknown(String name, String statement) {
        problems.add(new Problem("SCP-011", name, "", statement));
    }

    /** Notes that something that must be set is not. */
    public void missing(String name, String statement) {
        problems.add(new Problem("SCP-015", name, "", statement));
    }

    /** Notes something that is allowed and worth a line in the log. */
    public void warn(String warning) {
        warnings.add(warning);
    }

    /** Notes something that is as it should be and worth a line in the log. */
    public void note(String note) {
        notes.add(note);
    }

    /** Notes that a file cannot be read. */
    public void unreadable(Setting<?> setting, String file, String expected) {
        problems.add(new Problem("SCP-014", setting.name(), "=\"" + printable(file) + '"', expected));
    }

    /** Notes a value in force that did not come from {@link #read} or {@link #find}. */
    public void effective(String name, String value, String origin) {
        effective.add(new EffectiveSetting(name, value, origin));
    }

    /** What this section has read so far, as it is in force. */
    public List<EffectiveSetting> effective() {
        return List.copyOf(effective);
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Every name that was asked for, whether set or not. */
    public Set<String> known() {
        return Set.copyOf(known);
    }

    /** Every name that is set. */
    public Set<String> names() {
        return source.names();
    }

    /** Whether what is set under {@code name} comes from a container platform and means something else. */
    boolean injected(String name) {
        return source.find(name)
                .filter(found -> injectedByPlatform(found.value()))
                .isPresent();
    }

    private static String shown(Setting<?> setting, SourcedValue found) {
        return "=" + (setting.secret() ? display(setting, found.value()) : '"' + printable(found.value()) + '"') + " ("
                + found.source() + ")";
    }

    private static String display(Setting<?> setting, String value) {
        return setting.secret() ? "(set, " + value.length() + " characters)" : value;
    }

    private static String printable(String value) {
        return value.codePoints()
                .limit(200)
                .mapToObj(point ->
                        Character.isISOControl(point) ? String.format("\\u%04x", point) : Character.toString(point))
                .collect(Collectors.joining());
    }

    /** Kubernetes sets {@code <SERVICE>_PORT=tcp://10.0.0.7:5432} for every service, ours or not. */
    private static boolean injectedByPlatform(String value) {
        return value.startsWith("tcp://") || value.startsWith("udp://");
    }
}
