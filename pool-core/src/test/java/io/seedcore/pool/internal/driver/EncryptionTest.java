package io.seedcore.pool.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.error.ErrorCategory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Encryption that fails a check is refused, the check is named, and nothing is sent in clear text. */
@Tag("pools")
class EncryptionTest {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static TestCertificates certificates;
    private static String root;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new TestCertificates(directory);
        root = certificates.authority().toString();
    }

    static Stream<Arguments> wrongCertificates() {
        Map<TestCertificates.Kind, String> codes = Map.of(
                TestCertificates.Kind.OTHER_AUTHORITY, "SCP-132",
                TestCertificates.Kind.SELF_SIGNED, "SCP-132",
                TestCertificates.Kind.OTHER_HOST, "SCP-133",
                TestCertificates.Kind.EXPIRED, "SCP-134");
        List<Arguments> cases = new ArrayList<>();
        for (Drivers driver : Drivers.values()) {
            codes.forEach((kind, code) -> cases.add(Arguments.of(driver, kind, code)));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("wrongCertificates")
    void certificateThatFailsACheck_isRefusedAndTheCheckNamed(Drivers driver, TestCertificates.Kind kind, String code)
            throws Exception {
        try (EncryptingPeer peer = new EncryptingPeer(driver, certificates.server(kind))) {
            SQLException failure = refusal(driver, peer, Map.of("SSL_MODE", "verify-full", "SSL_ROOT_CERT", root));
            assertThat((Throwable) failure)
                    .hasMessageStartingWith(code + " ")
                    .hasMessageContaining("certificate")
                    .hasMessageNotContaining("localhost");
            assertThat(DatabaseError.whileConnecting(failure).category()).isEqualTo(ErrorCategory.AUTHENTICATION);
            assertThat(peer.plain()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void certificateOfNobodyTheJvmTrusts_isRefusedWithoutAFileToo(Drivers driver) throws Exception {
        try (EncryptingPeer peer = new EncryptingPeer(driver, certificates.server(TestCertificates.Kind.RIGHT))) {
            assertThat((Throwable) refusal(driver, peer, Map.of("SSL_MODE", "verify-full")))
                    .hasMessageStartingWith("SCP-132 ")
                    .hasMessageContaining("this JVM trusts");
        }
    }

    @ParameterizedTest
    @EnumSource
    void serverThatDoesNotEncrypt_isToldNothing(Drivers driver) throws Exception {
        for (String mode : List.of("require", "verify-ca", "verify-full")) {
            try (EncryptingPeer peer = new EncryptingPeer(driver, null)) {
                SQLException failure = refusal(driver, peer, Map.of("SSL_MODE", mode, "SSL_ROOT_CERT", root));
                assertThat((Throwable) failure).as(mode).hasMessageStartingWith("SCP-135 ");
                assertThat(peer.plain()).as(mode).isEmpty();
            }
        }
    }

    /** Some within the server's greeting of TLS, some within what follows it; all behind what is said in the clear. */
    @ParameterizedTest
    @EnumSource
    void handshakeThatWasTamperedWith_isRefusedAndNotTriedWithLess(Drivers driver) throws Exception {
        for (long place : new long[] {90, 150, 250, 400}) {
            try (EncryptingPeer peer = new EncryptingPeer(driver, certificates.server(TestCertificates.Kind.RIGHT));
                    FaultProxy proxy = FaultProxy.before("127.0.0.1", peer.port())) {
                proxy.inflictOnNew(Fault.flipByte(place, Direction.TO_CLIENT));
                SQLException failure =
                        refusal(driver, proxy.port(), Map.of("SSL_MODE", "verify-full", "SSL_ROOT_CERT", root));
                assertThat((Throwable) failure).as("byte " + place).isNotNull();
                assertThat(proxy.traffic().accepted())
                        .as("no second attempt, with less, byte " + place)
                        .isOne();
            }
        }
    }

    @Test
    void textsOfPgjdbc_areUnderstoodInTheJvmsLanguage() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try (EncryptingPeer peer = new EncryptingPeer(Drivers.PGJDBC, null)) {
            assertThat((Throwable) refusal(Drivers.PGJDBC, peer, Map.of("SSL_MODE", "require")))
                    .hasMessageStartingWith("SCP-135 ");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void certificateThatPassesEveryCheck_isAccepted() throws Exception {
        try (DevDatabase database = DevDatabases.start(Drivers.PGJDBC.kind())) {
            Vendor plain = Drivers.PGJDBC.at(Drivers.address(database), database, Map.of("SSL_MODE", "disable"));
            encrypt(plain);
            Vendor verified = Drivers.PGJDBC.at(
                    Drivers.address(database), database, Map.of("SSL_MODE", "verify-full", "SSL_ROOT_CERT", root));
            assertThat(text(verified, "select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
                    .isEqualTo("t");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "PGJDBC", mode = EnumSource.Mode.EXCLUDE)
    void encryptionWithoutAnyCheck_isPossible(Drivers driver) throws Exception {
        DevDatabase database = driver.shared();
        Vendor vendor = driver.at(Drivers.address(database), database, Map.of("SSL_MODE", "require"));
        assertThat(text(
                        vendor,
                        "select variable_value from information_schema.session_status"
                                + " where variable_name = 'SSL_CIPHER'"))
                .isNotEmpty();
    }

    private static SQLException refusal(Drivers driver, EncryptingPeer peer, Map<String, String> settings) {
        return refusal(driver, peer.port(), settings);
    }

    private static SQLException refusal(Drivers driver, int port, Map<String, String> settings) {
        Vendor vendor = driver.at("localhost:" + port, settings);
        return catchThrowableOfType(
                SQLException.class, () -> vendor.open(vendor.settings().target().address(), LONGEST));
    }

    private static String text(Vendor vendor, String sql) throws SQLException {
        try (Connection connection = vendor.open(vendor.settings().target().address(), LONGEST)
                        .connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** The server writes the files itself: it wants to own its key. */
    private static void encrypt(Vendor vendor) throws Exception {
        try (Connection connection = vendor.open(vendor.settings().target().address(), LONGEST)
                        .connection();
                Statement statement = connection.createStatement()) {
            statement.execute(file("server.crt", certificates.chain(TestCertificates.Kind.RIGHT)));
            statement.execute(file("server.key", certificates.key(TestCertificates.Kind.RIGHT)));
            statement.execute("alter system set ssl = on");
            statement.execute("select pg_reload_conf()");
        }
        await().until(() -> text(vendor, "show ssl").equals("on"));
    }

    private static String file(String name, String content) {
        String encoded = Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.US_ASCII));
        return "copy (select '" + encoded + "') to program 'umask 077; base64 -d > " + name + "'";
    }
}
