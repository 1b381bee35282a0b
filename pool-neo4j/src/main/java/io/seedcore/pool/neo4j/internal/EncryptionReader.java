package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.config.Setting;
import io.seedcore.pool.config.SettingsReader;
import io.seedcore.pool.neo4j.GraphAddress;
import io.seedcore.pool.neo4j.GraphPoolSettings.Encryption;
import io.seedcore.pool.neo4j.GraphPoolSettings.Encryption.Mode;
import io.seedcore.pool.neo4j.GraphSettingCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/** Finds out how far connections are encrypted, from the scheme of the address and the variables beside it. */
final class EncryptionReader {

    private final String name;
    private final GraphSettingCatalog catalog;
    private final SettingsReader reader;

    EncryptionReader(String name, GraphSettingCatalog catalog, SettingsReader reader) {
        this.name = name;
        this.catalog = catalog;
        this.reader = reader;
    }

    /** @param address empty when it is wrong; what stands beside it is checked all the same */
    Encryption read(Optional<GraphAddress> address) {
        Optional<Boolean> encrypted = reader.find(catalog.encrypted());
        Optional<Path> certificates = reader.find(catalog.sslRootCert()).flatMap(this::file);
        String scheme = address.map(GraphAddress::scheme).orElse("");
        checkContradictions(scheme, encrypted, certificates);
        Encryption encryption = new Encryption(mode(scheme, encrypted, certificates), certificates);
        address.ifPresent(found -> warn(found, encryption.mode()));
        return encryption;
    }

    private static Mode mode(String scheme, Optional<Boolean> encrypted, Optional<Path> certificates) {
        if (scheme.endsWith("+ssc")) {
            return Mode.UNVERIFIED;
        }
        boolean on = scheme.endsWith("+s") || encrypted.orElse(certificates.isPresent());
        return on ? Mode.VERIFIED : Mode.OFF;
    }

    private void checkContradictions(String scheme, Optional<Boolean> encrypted, Optional<Path> certificates) {
        if (encrypted.isPresent() && scheme.indexOf('+') >= 0) {
            reader.contradiction(
                    catalog.encrypted().name(),
                    "cannot be set together with an address of the scheme " + scheme
                            + ", which says the same; remove one of them");
        }
        if (certificates.isPresent() && scheme.endsWith("+ssc")) {
            reader.contradiction(
                    catalog.sslRootCert().name(),
                    "cannot be set together with an address of the scheme " + scheme
                            + ", which checks no certificate; use " + scheme.replace("+ssc", "+s"));
        }
        if (certificates.isPresent() && scheme.indexOf('+') < 0 && encrypted.equals(Optional.of(false))) {
            reader.contradiction(
                    catalog.sslRootCert().name(),
                    "cannot be set together with " + catalog.encrypted().name() + "=false; remove one of them");
        }
    }

    private Optional<Path> file(String text) {
        try {
            Path file = Path.of(text);
            try (InputStream certificates = Files.newInputStream(file)) {
                if (!CertificateFactory.getInstance("X.509")
                        .generateCertificates(certificates)
                        .isEmpty()) {
                    return Optional.of(file);
                }
            }
            return unusable(catalog.sslRootCert(), text, "the file holds no certificate");
        } catch (IOException | InvalidPathException e) {
            return unusable(
                    catalog.sslRootCert(),
                    text,
                    "expected a PEM file this process may read (" + e.getClass().getSimpleName() + ")");
        } catch (CertificateException e) {
            return unusable(catalog.sslRootCert(), text, "expected a PEM file with certificates; this one is broken");
        }
    }

    private Optional<Path> unusable(Setting<String> setting, String file, String expected) {
        reader.unreadable(setting, file, expected);
        return Optional.empty();
    }

    private void warn(GraphAddress address, Mode mode) {
        if (mode == Mode.VERIFIED || address.loopback()) {
            return;
        }
        String why = mode == Mode.OFF ? "the connection is not encrypted" : "the server's certificate is not checked";
        reader.warn(name + ": " + why + ", so somebody between could read along. Use the scheme "
                + (address.routed() ? "neo4j+s" : "bolt+s") + ".");
    }
}
