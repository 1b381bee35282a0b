package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key and a certificate for it, signed by an authority of its own: who trusts {@link #authorityPem()} trusts it.
 * Immutable. Made by the JDK's keytool, which takes a second or two.
 */
public final class TlsIdentity {
    private static final String SERVER = "server";
    private static final String AUTHORITY = "authority";
    /** Protects nothing: the key is worthless and its file is deleted at once. */
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    private static final long LONGEST_SECONDS = 60;

    private final KeyStore keys;
    private final Certificate authority;

    private TlsIdentity(KeyStore keys, Certificate authority) {
        this.keys = keys;
        this.authority = authority;
    }

    /**
     * Valid from now on for two days.
     *
     * @param host the name that the certificate is for, {@code localhost} or another
     */
    public static TlsIdentity of(String host) {
        return make(host, List.of("-validity", "2"));
    }

    /** Valid until yesterday. */
    public static TlsIdentity expired(String host) {
        return make(host, List.of("-startdate", "-3d", "-validity", "2"));
    }

    /** The authority's certificate as a client's file of trusted ones has it. */
    public String authorityPem() {
        return certificatePem(authority);
    }

    /** The certificate as a server's file has it. */
    public String certificatePem() {
        try {
            return certificatePem(keys.getCertificate(SERVER));
        } catch (KeyStoreException failure) {
            throw new IllegalStateException("the certificate cannot be read", failure);
        }
    }

    /** The key as a server's file has it, in the clear. */
    public String keyPem() {
        try {
            return pem("PRIVATE KEY", keys.getKey(SERVER, STORE_PASSWORD).getEncoded());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the key cannot be read", failure);
        }
    }

    private static String certificatePem(Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException failure) {
            throw new IllegalStateException("the certificate cannot be written", failure);
        }
    }

    private static String pem(String what, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }

    /** For a server that presents this certificate. */
    SSLContext context() {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, STORE_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("TLS with the certificate " + this + " is not possible", failure);
        }
    }

    private static TlsIdentity make(String host, List<String> validity) {
        try {
            Path directory = Files.createTempDirectory("seedcore-tls-");
            Path file = directory.resolve("identity.p12");
            try {
                keytool(file, AUTHORITY, List.of("-dname", "CN=" + AUTHORITY, "-ext", "bc=ca:true", "-validity", "2"));
                List<String> server = new ArrayList<>(validity);
                server.addAll(List.of("-dname", "CN=" + host, "-ext", "san=" + alternativeName(host)));
                server.addAll(List.of("-signer", AUTHORITY));
                keytool(file, SERVER, server);
                KeyStore keys = KeyStore.getInstance("PKCS12");
                try (InputStream stored = Files.newInputStream(file)) {
                    keys.load(stored, STORE_PASSWORD);
                }
                Certificate authority = keys.getCertificate(AUTHORITY);
                keys.deleteEntry(AUTHORITY);
                return new TlsIdentity(keys, authority);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("no certificate for " + host, failure);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("no certificate for " + host, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a certificate for " + host + " was made", interrupted);
        }
    }

    private static void keytool(Path file, String alias, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString()));
        command.addAll(List.of("-storepass", new String(STORE_PASSWORD)));
        command.addAll(options);
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!keytool.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            keytool.destroyForcibly();
            throw new IOException("keytool made no certificate: " + said.strip());
        }
    }

    private static String alternativeName(String host) {
        return (Character.isDigit(host.charAt(0)) ? "ip:" : "dns:") + host;
    }

    @Override
    public String toString() {
        return "TlsIdentity[...]";
    }
}
