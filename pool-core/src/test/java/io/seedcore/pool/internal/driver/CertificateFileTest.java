package io.seedcore.pool.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PEM file of certificates becomes a key store that Connector/J can read. */
@Tag("settings")
class CertificateFileTest {

    @Test
    void everyCertificateOfThePemFile_isTrusted(@TempDir Path directory) throws Exception {
        Path pem = directory.resolve("roots.pem");
        Files.writeString(pem, certificate(directory, "one") + certificate(directory, "two"));
        KeyStore store = KeyStore.getInstance(TrustStoreFile.TYPE);
        try (InputStream in = URI.create(TrustStoreFile.of(pem).url()).toURL().openStream()) {
            store.load(in, TrustStoreFile.PASSWORD.toCharArray());
        }
        assertThat(Collections.list(store.aliases())).hasSize(2).allMatch(alias -> isCertificate(store, alias));
    }

    @Test
    void fileWithoutCertificates_isNamed(@TempDir Path directory) throws IOException {
        Path pem = Files.writeString(directory.resolve("not.pem"), "no certificate");
        assertThatThrownBy(() -> TrustStoreFile.of(pem))
                .hasMessageStartingWith("SCP-104")
                .hasMessageContaining("not.pem");
    }

    private static boolean isCertificate(KeyStore store, String alias) {
        try {
            return store.isCertificateEntry(alias);
        } catch (KeyStoreException e) {
            throw new AssertionError(e);
        }
    }

    /** Made by the JDK's own keytool. */
    private static String certificate(Path directory, String name) throws IOException, InterruptedException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Path store = directory.resolve(name + ".p12");
        run(List.of(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-storetype",
                "PKCS12"));
        return run(List.of(
                keytool.toString(),
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit"));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
