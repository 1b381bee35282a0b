package io.seedcore.pool.config;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.config.ConnectionPoolSettings.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds out where a relational database is: from its URL, else its DSN, else its parts. */
final class TargetReader {

    private final String name;
    private final DatabaseKind kind;
    private final RelationalSettingCatalog catalog;
    private final SettingsReader reader;

    TargetReader(String name, DatabaseKind kind, RelationalSettingCatalog catalog, SettingsReader reader) {
        this.name = name;
        this.kind = kind;
        this.catalog = catalog;
        this.reader = reader;
    }

    Optional<Target> read() {
        Optional<String> winner = winner();
        if (winner.isEmpty()) {
            return Optional.empty();
        }
        boolean parts = winner.get().equals(catalog.host.name());
        Optional<AddressText> text = parts
                ? parts()
                : Stream.concat(Stream.of(catalog.url), catalog.dsns.stream())
                        .filter(setting -> setting.name().equals(winner.get()))
                        .findFirst()
                        .flatMap(this::text);
        if ((parts || text.isPresent()) && text.flatMap(AddressText::user).isEmpty()) {
            checkUser();
        }
        return target(text);
    }

    private void checkUser() {
        if (reader.raw(catalog.user).isEmpty()) {
            reader.missing(catalog.user.name(), "is not set, and the address names no user; set it");
        }
    }

    /** The name of the setting that says where the database is; those that lose to it are logged. */
    private Optional<String> winner() {
        List<String> present = Stream.concat(
                        Stream.concat(Stream.of(catalog.url), catalog.dsns.stream()), Stream.of(catalog.host))
                .filter(setting -> reader.raw(setting).isPresent())
                .map(Setting::name)
                .toList();
        if (present.size() > 1) {
            reader.note(present.get(0) + " says where " + name + " is; "
                    + String.join(", ", present.subList(1, present.size())) + " and the parts beside it are not used.");
        }
        return present.stream().findFirst();
    }

    private Optional<AddressText> text(Setting<String> setting) {
        Function<String, AddressText> parser = setting.name().endsWith("_URL") ? AddressText::jdbc : AddressText::dsn;
        return reader.raw(setting).flatMap(found -> parse(setting, found, parser));
    }

    private Optional<AddressText> parse(
            Setting<String> setting, SourcedValue found, Function<String, AddressText> parser) {
        try {
            AddressText text = parser.apply(found.value());
            if (!speaks(text.address().protocol())) {
                reader.problem(
                        setting,
                        found,
                        "expected an address of " + kind.defaultName() + ", found one of "
                                + text.address().protocol());
                return Optional.empty();
            }
            if (!text.ignored().isEmpty()) {
                reader.warn(setting.name() + ": its parameters " + text.ignored()
                        + " belong to another driver and are not used.");
            }
            reader.effective(setting.name(), text.address().toString(), found.source());
            return Optional.of(text);
        } catch (IllegalArgumentException e) {
            reader.problem(setting, found, "the address cannot be used: " + e.getMessage());
            return Optional.empty();
        }
    }

    private boolean speaks(String protocol) {
        return protocol.equals("postgresql") == (kind == DatabaseKind.POSTGRESQL);
    }

    private Optional<AddressText> parts() {
        int port = reader.read(catalog.port);
        Optional<String> host = reader.find(catalog.host);
        Optional<String> database = catalog.databases.stream()
                .flatMap(setting -> reader.find(setting).stream())
                .findFirst();
        if (database.isEmpty()
                && catalog.databases.stream()
                        .noneMatch(setting -> reader.raw(setting).isPresent())) {
            reader.missing(catalog.databases.get(0).name(), "is not set though " + catalog.host.name() + " is; set it");
        }
        return host.flatMap(hosts -> database.map(found -> new AddressText(
                new DatabaseAddress(
                        kind == DatabaseKind.POSTGRESQL ? "postgresql" : "mysql",
                        Hosts.parse(hosts, port),
                        found,
                        Map.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of())));
    }

    /** Reads the rest also where the address is wrong, so that all that is wrong is found at once. */
    private Optional<Target> target(Optional<AddressText> text) {
        Optional<String> user = text.flatMap(AddressText::user).or(() -> reader.find(catalog.user));
        Optional<Secret> inText = text.flatMap(AddressText::password);
        Optional<Secret> password = inText.or(() -> reader.secret(catalog.password));
        Optional<SecretFile> passwordFile = inText.isPresent() ? Optional.empty() : reader.secretFile(catalog.password);
        Optional<Path> rootCert = rootCert(text.flatMap(AddressText::sslRootCert));
        Optional<SslMode> sslMode = reader.find(catalog.sslMode)
                .or(() -> text.flatMap(AddressText::sslMode))
                .or(() -> rootCert.map(file -> SslMode.VERIFY_FULL));
        Optional<DatabaseAddress> direct = text(catalog.recoveryUrl).map(AddressText::address);
        Optional<DatabaseAddress> address = text.map(AddressText::address);
        address.ifPresent(found -> checkEncryption(found, sslMode));
        if (rootCert.isPresent() && sslMode.filter(SslMode::verifies).isEmpty()) {
            reader.warn(catalog.sslRootCert.name() + " is set, but " + catalog.sslMode.name() + "="
                    + sslMode.map(ValueType::word).orElse("") + " checks no certificate; set verify-full.");
        }
        return address.flatMap(at ->
                user.map(found -> new Target(at, found, password, passwordFile, sslMode, rootCert, direct.orElse(at))));
    }

    private Optional<Path> rootCert(Optional<String> inAddress) {
        Optional<Path> file =
                reader.find(catalog.sslRootCert).or(() -> inAddress).map(Path::of);
        if (file.isPresent() && !Files.isReadable(file.get())) {
            reader.unreadable(catalog.sslRootCert, file.get().toString(), "expected a PEM file this process may read");
        }
        return file;
    }

    private void checkEncryption(DatabaseAddress address, Optional<SslMode> sslMode) {
        boolean verified = sslMode.filter(SslMode::verifies).isPresent();
        boolean local = address.hosts().stream().allMatch(HostAndPort::loopback);
        if (!verified && !local) {
            reader.warn(name + ": the server's certificate is not checked, so somebody between could read along. Set "
                    + catalog.sslRootCert.name() + ".");
        }
    }
}
