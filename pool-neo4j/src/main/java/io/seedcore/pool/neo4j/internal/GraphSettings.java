package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.config.Secret;
import io.seedcore.pool.config.SecretFile;
import io.seedcore.pool.config.SettingsReader;
import io.seedcore.pool.neo4j.GraphAddress;
import io.seedcore.pool.neo4j.GraphPoolSettings;
import io.seedcore.pool.neo4j.GraphPoolSettings.Behaviour;
import io.seedcore.pool.neo4j.GraphPoolSettings.Credentials;
import io.seedcore.pool.neo4j.GraphPoolSettings.Encryption;
import io.seedcore.pool.neo4j.GraphPoolSettings.Target;
import io.seedcore.pool.neo4j.GraphPoolSettings.Times;
import io.seedcore.pool.neo4j.GraphSettingCatalog;
import java.util.Optional;

/** Reads the settings of one Neo4j database. */
final class GraphSettings {

    private final String name;
    private final GraphSettingCatalog catalog;
    private final SettingsReader reader;

    GraphSettings(String name, SettingsReader reader) {
        this.name = name;
        this.catalog = GraphSettingCatalog.of(name);
        this.reader = reader;
    }

    /** @return empty where {@code name} has no Neo4j address, or a wrong one, which is noted in the reader */
    Optional<GraphPoolSettings> read() {
        int problems = reader.problems().size();
        Optional<GraphAddress> address = new AddressReader(name, catalog, reader).read();
        if (address.isEmpty() && reader.problems().size() == problems) {
            return Optional.empty();
        }
        Optional<Credentials> credentials = credentials();
        Optional<SecretFile> passwordFile = reader.secretFile(catalog.password());
        Optional<String> database = reader.find(catalog.database());
        Encryption encryption = new EncryptionReader(name, catalog, reader).read(address);
        int poolSize = reader.read(catalog.poolSize());
        Times times = times();
        Behaviour behaviour = behaviour();
        checkKeepAlive();
        return address.map(found -> new GraphPoolSettings(
                name,
                new Target(found, credentials, passwordFile, database, encryption),
                poolSize,
                times,
                behaviour,
                reader.effective()));
    }

    private Optional<Credentials> credentials() {
        Optional<String> user = reader.find(catalog.user());
        int problems = reader.problems().size();
        Optional<Secret> password = reader.secret(catalog.password());
        boolean userSet = reader.raw(catalog.user()).isPresent();
        boolean passwordWrong = reader.problems().size() > problems;
        if (userSet && password.isEmpty() && !passwordWrong) {
            reader.missing(
                    catalog.password().name(),
                    "is not set though " + catalog.user().name() + " is; set it");
        }
        if (!userSet && password.isPresent()) {
            reader.missing(
                    catalog.user().name(),
                    "is not set though " + catalog.password().name() + " is; set it");
        }
        return user.flatMap(found -> password.map(secret -> new Credentials(found, secret)));
    }

    private Times times() {
        return new Times(
                reader.read(catalog.acquisitionTimeout()),
                reader.read(catalog.connectTimeout()),
                reader.read(catalog.maxConnectionLifetime()),
                reader.read(catalog.maxTxRetryTime()),
                reader.read(catalog.drainTimeout()));
    }

    private Behaviour behaviour() {
        return new Behaviour(
                reader.read(catalog.poolPrePing()), reader.read(catalog.poolStart()), reader.read(catalog.fetchSize()));
    }

    private void checkKeepAlive() {
        if (!reader.read(catalog.keepAlive())) {
            reader.warn(catalog.keepAlive().name()
                    + "=false has no effect: the Neo4j driver always has TCP keepalive on. Remove the variable.");
        }
    }
}
