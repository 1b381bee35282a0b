package io.seedcore.pool.internal.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Certificates of all the kinds that a server may present, made by the JDK's keytool. */
final class TestCertificates {

    /** What a server may present. */
    enum Kind {
        RIGHT("authority", "dns:localhost,ip:127.0.0.1", "-1d", "30"),
        OTHER_AUTHORITY("stranger", "dns:localhost,ip:127.0.0.1", "-1d", "30"),
        OTHER_HOST("authority", "dns:other.example", "-1d", "30"),
        EXPIRED("authority", "dns:localhost,ip:127.0.0.1", "-30d", "3"),
        SELF_SIGNED(null, "dns:localhost,ip:127.0.0.1", "-1d", "30");

        private final @Nullable String signer;
        private final String names;
        private final String from;
        private final String days;

        Kind(@Nullable String signer, String names, String from, String days) {
            this.signer = signer;
            this.names = names;
            this.from = from;
            this.days = days;
        }
    }

    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final Path file;
    private final KeyStore store;

    TestCertificates(Path directory) throws Exception {
        this.directory = directory;
        this.file = directory.resolve("all.p12");
        for (String authority : List.of("authority", "stranger")) {
            keytool("-alias", authority, "-dname", "CN=" + authority, "-ext", "bc:c=ca:true", "-validity", "60");
        }
        for (Kind kind : Kind.values()) {
            List<String> options = new ArrayList<>(List.of(
                    "-alias",
                    kind.name(),
                    "-dname",
                    "CN=server",
                    "-ext",
                    "san=" + kind.names,
                    "-startdate",
                    kind.from,
                    "-validity",
                    kind.days));
            if (kind.signer != null) {
                options.addAll(List.of("-signer", kind.signer));
            }
            keytool(options.toArray(String[]::new));
        }
        store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
    }

    /** A PEM file with the certificate of the one authority that is trusted. */
    Path authority() throws IOException, GeneralSecurityException {
        return Files.writeString(directory.resolve("authority.pem"), pem("CERTIFICATE", certificate("authority")));
    }

    /** The certificate of {@code kind} with those that signed it, in PEM form. */
    String chain(Kind kind) throws GeneralSecurityException {
        return Stream.of(store.getCertificateChain(kind.name()))
                .map(certificate -> pem("CERTIFICATE", encoded(certificate)))
                .collect(Collectors.joining());
    }

    String key(Kind kind) throws GeneralSecurityException {
        PrivateKey key = (PrivateKey) store.getKey(kind.name(), PASSWORD.toCharArray());
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** For a server that presents the certificate of {@code kind}. */
    SSLContext server(Kind kind) throws GeneralSecurityException, IOException {
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(
                "server",
                store.getKey(kind.name(), PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                store.getCertificateChain(kind.name()));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private byte[] certificate(String alias) throws GeneralSecurityException {
        return encoded(store.getCertificate(alias));
    }

    private static byte[] encoded(Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }

    private void keytool(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(output);
        }
    }
}
