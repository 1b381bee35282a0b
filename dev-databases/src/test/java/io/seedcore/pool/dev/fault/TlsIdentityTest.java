package io.seedcore.pool.dev.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

class TlsIdentityTest {
    private static TlsIdentity identity;

    @TempDir
    Path directory;

    @BeforeAll
    static void make() {
        identity = TlsIdentity.of("localhost");
    }

    @ParameterizedTest
    @EnumSource(DevDatabaseKind.class)
    void trustedIdentity_isTalkedToOverTls(DevDatabaseKind kind) throws Exception {
        try (FaultProxy proxy = proxy(kind, identity)) {
            assertThat(ask(kind, proxy, trust(identity))).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource(DevDatabaseKind.class)
    void otherIdentity_isRefusedByWhoVerifies(DevDatabaseKind kind) throws Exception {
        TlsIdentity other = TlsIdentity.of("localhost");
        try (FaultProxy proxy = proxy(kind, other)) {
            assertThatThrownBy(() -> ask(kind, proxy, trust(identity)))
                    .hasStackTraceContaining(SSLHandshakeException.class.getSimpleName());
        }
    }

    @Test
    void identityOfAnotherHost_isRefusedByWhoVerifies() throws Exception {
        TlsIdentity elsewhere = TlsIdentity.of("elsewhere.example");
        try (FaultProxy proxy = proxy(DevDatabaseKind.POSTGRESQL, elsewhere)) {
            assertThatThrownBy(() -> ask(DevDatabaseKind.POSTGRESQL, proxy, trust(elsewhere)))
                    .hasMessageContaining("hostname");
        }
    }

    @Test
    void expiredIdentity_isRefusedByWhoVerifies() throws Exception {
        TlsIdentity expired = TlsIdentity.expired("localhost");
        try (FaultProxy proxy = proxy(DevDatabaseKind.POSTGRESQL, expired)) {
            assertThatThrownBy(() -> ask(DevDatabaseKind.POSTGRESQL, proxy, trust(expired)))
                    .hasStackTraceContaining("CertificateExpired");
        }
    }

    @Test
    void unencryptedClient_isLetThrough() throws Exception {
        DevDatabase database = DevDatabases.shared().postgresql();
        try (FaultProxy proxy = proxy(DevDatabaseKind.POSTGRESQL, identity)) {
            String url = "jdbc:postgresql://localhost:" + proxy.port() + "/" + database.database();
            assertThat(sql(url + "?sslmode=disable", database)).isEqualTo("1");
        }
    }

    private static FaultProxy proxy(DevDatabaseKind kind, TlsIdentity identity) {
        FaultProxy proxy = FaultProxy.before(DevDatabases.shared().get(kind));
        proxy.inflict(Fault.tls(identity, kind));
        return proxy;
    }

    private Path trust(TlsIdentity trusted) throws IOException {
        return Files.writeString(directory.resolve("trusted.pem"), trusted.authorityPem());
    }

    private static String ask(DevDatabaseKind kind, FaultProxy proxy, Path trusted) throws Exception {
        DevDatabase database = DevDatabases.shared().get(kind);
        String address = "localhost:" + proxy.port();
        return switch (kind) {
            case POSTGRESQL ->
                sql(
                        "jdbc:postgresql://" + address + "/" + database.database()
                                + "?sslmode=verify-full&gssEncMode=disable&sslrootcert=" + trusted,
                        database);
            case MYSQL ->
                sql(
                        "jdbc:mysql://" + address + "/" + database.database()
                                + "?sslMode=VERIFY_IDENTITY&fallbackToSystemTrustStore=false"
                                + "&trustCertificateKeyStoreType=PKCS12&trustCertificateKeyStorePassword=trusted"
                                + "&trustCertificateKeyStoreUrl=file:" + keyStore(trusted),
                        database);
            case NEO4J -> cypher(address, trusted, database);
        };
    }

    private static Path keyStore(Path certificate) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "trusted", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        Path file = certificate.resolveSibling("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "trusted".toCharArray());
        }
        return file;
    }

    private static String sql(String url, DevDatabase database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        try (Connection connection = DriverManager.getConnection(url, properties);
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT 1")) {
            result.next();
            return result.getString(1);
        }
    }

    private static String cypher(String address, Path trusted, DevDatabase database) {
        Config config = Config.builder()
                .withEncryption()
                .withTrustStrategy(Config.TrustStrategy.trustCustomCertificateSignedBy(trusted.toFile())
                        .withHostnameVerification())
                .build();
        try (Driver driver = GraphDatabase.driver(
                        "bolt://" + address, AuthTokens.basic(database.user(), database.password()), config);
                var session = driver.session()) {
            return session.run("RETURN '1' AS answer").single().get("answer").asString();
        }
    }
}
