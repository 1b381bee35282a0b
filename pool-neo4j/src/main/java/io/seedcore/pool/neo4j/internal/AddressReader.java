package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.config.RelationalSettingCatalog;
import io.seedcore.pool.config.Setting;
import io.seedcore.pool.config.SettingsReader;
import io.seedcore.pool.config.SourcedValue;
import io.seedcore.pool.config.ValueType;
import io.seedcore.pool.neo4j.GraphAddress;
import io.seedcore.pool.neo4j.GraphSettingCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds out where a Neo4j database is: from its URI, else its Bolt URL, else host and port. */
final class AddressReader {

    private static final Pattern RELATIONAL = Pattern.compile("(jdbc:|postgres|mysql|mariadb).*");
    private static final Pattern GRAPH = Pattern.compile("(bolt|neo4j)[+:].*");

    private final String name;
    private final GraphSettingCatalog catalog;
    private final SettingsReader reader;

    AddressReader(String name, GraphSettingCatalog catalog, SettingsReader reader) {
        this.name = name;
        this.catalog = catalog;
        this.reader = reader;
    }

    Optional<GraphAddress> read() {
        List<Setting<String>> present = present();
        if (present.isEmpty()) {
            return Optional.empty();
        }
        if (present.size() > 1) {
            List<String> names = present.stream().map(Setting::name).toList();
            reader.note(names.get(0) + " says where " + name + " is; "
                    + String.join(", ", names.subList(1, names.size())) + " and the parts beside it are not used.");
        }
        Setting<String> winner = present.get(0);
        return winner.equals(catalog.host()) ? parts() : reader.raw(winner).flatMap(found -> parse(winner, found));
    }

    /** The settings that say where the database is, the one that counts first. */
    private List<Setting<String>> present() {
        List<Setting<String>> present = new ArrayList<>();
        if (further() && relational()) {
            return present;
        }
        addIfSet(catalog.uri(), present);
        catalog.url()
                .filter(url -> reader.raw(url)
                        .filter(found -> GRAPH.matcher(found.value()).matches())
                        .isPresent())
                .ifPresent(present::add);
        addIfSet(catalog.boltUrl(), present);
        // A host alone says nothing of the kind of a further database; a Bolt port does.
        if (!further() || reader.raw(catalog.boltPort()).isPresent()) {
            addIfSet(catalog.host(), present);
        }
        return present;
    }

    private void addIfSet(Setting<String> setting, List<Setting<String>> present) {
        if (reader.raw(setting).isPresent()) {
            present.add(setting);
        }
    }

    private boolean further() {
        return !name.equals(DatabaseKind.NEO4J.defaultName());
    }

    private boolean relational() {
        String prefix = RelationalSettingCatalog.prefix(name);
        return Stream.of("_URL", "_DSN", "_DSN_ASYNC")
                .map(suffix -> Setting.of(prefix + suffix, ValueType.text(), null, "address"))
                .flatMap(setting -> reader.raw(setting).stream())
                .anyMatch(found -> RELATIONAL.matcher(found.value()).matches());
    }

    private Optional<GraphAddress> parse(Setting<String> setting, SourcedValue found) {
        try {
            GraphAddress address = AddressText.parse(found.value());
            reader.effective(setting.name(), address.toString(), found.source());
            return Optional.of(address);
        } catch (IllegalArgumentException e) {
            reader.problem(setting, found, "expected " + AddressText.FORM + "; " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<GraphAddress> parts() {
        int port = reader.read(catalog.boltPort());
        return reader.find(catalog.host()).map(host -> new GraphAddress("bolt", host, port, ""));
    }
}
