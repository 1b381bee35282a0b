package io.seedcore.pool.internal.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A PEM file's certificates as a key store, for Connector/J, which reads no PEM. Holds nothing that is secret. */
record TrustStoreFile(String url) {

    static final String TYPE = "PKCS12";
    static final String PASSWORD = "certificates-only";

    private static final Map<Path, TrustStoreFile> MADE = new HashMap<>();

    static synchronized TrustStoreFile of(Path pem) throws SQLException {
        TrustStoreFile made = MADE.get(pem);
        if (made == null) {
            made = make(pem);
            MADE.put(pem, made);
        }
        return made;
    }

    private static TrustStoreFile make(Path pem) throws SQLException {
        try {
            KeyStore store = store(pem);
            Path file = Files.createTempFile("seedcore-trust", ".p12");
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            return new TrustStoreFile(file.toUri().toString());
        } catch (IOException | GeneralSecurityException e) {
            throw new SQLException("SCP-104 " + pem + ": expected certificates in PEM form", "08001", e);
        }
    }

    /** The certificates of a PEM file. */
    static KeyStore store(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(TYPE);
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("certificate-" + number++, certificate);
            }
        }
        return store;
    }
}
