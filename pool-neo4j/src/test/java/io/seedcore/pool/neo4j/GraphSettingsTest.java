package io.seedcore.pool.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.ConfigurationException;
import io.seedcore.pool.config.PrePing;
import io.seedcore.pool.config.SettingsReader;
import io.seedcore.pool.config.SettingsSource;
import io.seedcore.pool.config.StartMode;
import io.seedcore.pool.neo4j.GraphPoolSettings.Encryption.Mode;
import io.seedcore.pool.spi.PoolProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Right settings: what they mean, which of them counts, and which are not ours. */
@Tag("settings")
class GraphSettingsTest {

    private static final String SECRET = "hunter2-do-not-print";

    @TempDir
    private static Path shared;

    private static String certificate;

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException {
        certificate = new Certificates(shared).file();
    }

    private static Map<String, String> settings(String... pairs) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put(pairs[i], pairs[i + 1]);
        }
        return settings;
    }

    private static GraphPoolSettings read(String... pairs) {
        return read("neo4j", settings(pairs));
    }

    private static GraphPoolSettings read(String name, Map<String, String> settings) {
        try (PoolRegistry registry = PoolRegistry.of(settings)) {
            return (GraphPoolSettings) registry.settings(name).orElseThrow();
        }
    }

    /** A reader after this library's provider has read the database called {@code name}. */
    private static SettingsReader reader(String name, String... pairs) {
        SettingsReader reader = new SettingsReader(SettingsSource.of(settings(pairs), "settings"));
        provider().read(name, reader);
        return reader;
    }

    private static PoolProvider provider() {
        return ServiceLoader.load(PoolProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.settings("postgresql").isEmpty())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void addressAlone_defaults() {
        GraphPoolSettings settings = read("NEO4J_URI", "neo4j://graph.example");

        assertThat(settings.kind()).isEqualTo(DatabaseKind.NEO4J);
        assertThat(settings.address()).isEqualTo("neo4j://graph.example:7687");
        assertThat(settings.target().credentials()).isEmpty();
        assertThat(settings.target().database()).isEmpty();
        assertThat(settings.target().encryption().mode()).isEqualTo(Mode.OFF);
        assertThat(settings.size()).isEqualTo(50);
        assertThat(settings.maxSize()).isEqualTo(50);
        assertThat(settings.times())
                .isEqualTo(new GraphPoolSettings.Times(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Optional.of(Duration.ofHours(1)),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30)));
        assertThat(settings.behaviour()).isEqualTo(new GraphPoolSettings.Behaviour(PrePing.TRUE, StartMode.LAZY, 1000));
    }

    @Test
    void everySetting_takesEffect() {
        Map<String, String> all = settings(
                "NEO4J_URI", "neo4j://graph.example:7688?policy=eu",
                "NEO4J_USER", "app",
                "NEO4J_PASSWORD", SECRET,
                "NEO4J_DATABASE", "shop",
                "NEO4J_ENCRYPTED", "yes",
                "NEO4J_SSL_ROOT_CERT", certificate,
                "NEO4J_POOL_SIZE", "10000",
                "NEO4J_CONNECTION_ACQUISITION_TIMEOUT", "500ms",
                "NEO4J_CONNECT_TIMEOUT", "PT5S",
                "NEO4J_MAX_CONNECTION_LIFETIME", "-1",
                "NEO4J_MAX_TX_RETRY_TIME", "0",
                "NEO4J_FETCH_SIZE", "-1",
                "NEO4J_KEEP_ALIVE", "on",
                "NEO4J_POOL_PRE_PING", "always",
                "NEO4J_POOL_START", "eager",
                "NEO4J_DRAIN_TIMEOUT", "1m");
        GraphPoolSettings settings = read("neo4j", all);

        assertThat(settings.address()).isEqualTo("neo4j://graph.example:7688/shop");
        assertThat(settings.target().address().routingContext()).isEqualTo("policy=eu");
        assertThat(settings.target().credentials()).hasValueSatisfying(found -> {
            assertThat(found.user()).isEqualTo("app");
            assertThat(found.password().reveal()).isEqualTo(SECRET);
        });
        assertThat(settings.target().encryption())
                .isEqualTo(new GraphPoolSettings.Encryption(Mode.VERIFIED, Optional.of(Path.of(certificate))));
        assertThat(settings.size()).isEqualTo(10_000);
        assertThat(settings.times())
                .isEqualTo(new GraphPoolSettings.Times(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5),
                        Optional.empty(),
                        Duration.ZERO,
                        Duration.ofMinutes(1)));
        assertThat(settings.behaviour())
                .isEqualTo(new GraphPoolSettings.Behaviour(PrePing.ALWAYS, StartMode.EAGER, -1));
        assertThat(settings.toString()).doesNotContain(SECRET).contains("NEO4J_FETCH_SIZE=-1 (settings)");
        assertThat(settings.effective().stream().map(one -> one.name()).collect(Collectors.toSet()))
                .as("every variable in force is shown with its origin")
                .isEqualTo(all.keySet());
    }

    @Test
    void everySettingOfTheCatalog_hasANameAMeaningAndAWorkingDefault() {
        assertThat(provider().settings("neo4j")).hasSize(20).allSatisfy(setting -> {
            assertThat(setting.name()).startsWith("NEO4J_");
            assertThat(setting.meaning()).isNotBlank();
            if (setting.defaultValue() != null) {
                assertThat(setting.type().parse().apply(setting.defaultValue())).isNotNull();
            }
        });
        assertThat(provider().settings("mysql")).isEmpty();
    }

    @Test
    void severalAddresses_uriBeforeBoltUrlBeforeHost_andItIsSaid() {
        String[] all = {
            "NEO4J_URI", "neo4j://one",
            "NEO4J_BOLT_URL", "bolt://two",
            "NEO4J_HOST", "three",
            "NEO4J_BOLT_PORT", "7700",
            "NEO4J_HTTP_URL", "http://four:7474"
        };
        assertThat(read(all).address()).isEqualTo("neo4j://one:7687");
        assertThat(reader("neo4j", all).notes())
                .containsExactly("NEO4J_URI says where neo4j is; NEO4J_BOLT_URL, NEO4J_HOST and the parts beside it are"
                        + " not used.");
        assertThat(read("NEO4J_BOLT_URL", "bolt://two", "NEO4J_HOST", "three").address())
                .isEqualTo("bolt://two:7687");
        assertThat(read("NEO4J_HOST", "three", "NEO4J_BOLT_PORT", "7700").address())
                .isEqualTo("bolt://three:7700");
        assertThat(read("NEO4J_HOST", "[::1]").address()).isEqualTo("bolt://[::1]:7687");
    }

    @ParameterizedTest
    @CsvSource({
        "bolt://h, OFF",
        "bolt+s://h, VERIFIED",
        "bolt+ssc://h, UNVERIFIED",
        "neo4j://h, OFF",
        "neo4j+s://h, VERIFIED",
        "neo4j+ssc://h, UNVERIFIED",
        "BOLT+S://h, VERIFIED"
    })
    void scheme_saysHowFarItIsEncrypted(String uri, Mode mode) {
        assertThat(read("NEO4J_URI", uri).target().encryption().mode()).isEqualTo(mode);
    }

    @Test
    void encryptionOrRootCertificateBesideAPlainScheme_encryptedAndChecked() {
        assertThat(read("NEO4J_URI", "bolt://h", "NEO4J_ENCRYPTED", "true")
                        .target()
                        .encryption()
                        .mode())
                .isEqualTo(Mode.VERIFIED);
        assertThat(read("NEO4J_URI", "bolt://h", "NEO4J_SSL_ROOT_CERT", certificate)
                        .target()
                        .encryption()
                        .mode())
                .isEqualTo(Mode.VERIFIED);
        assertThat(read("NEO4J_URI", "neo4j+s://h", "NEO4J_SSL_ROOT_CERT", certificate)
                        .target()
                        .encryption()
                        .rootCertificates())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bolt://h", "bolt+ssc://h", "neo4j://h:7687", "neo4j+ssc://h"})
    void notChecked_warnsOnce(String uri) {
        assertThat(reader("neo4j", "NEO4J_URI", uri).warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning).startsWith("neo4j: ").contains("+s."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bolt://localhost", "bolt+ssc://127.0.0.1", "neo4j://[::1]:7687", "bolt+s://h", "neo4j+s://h"})
    void checkedOrOnThisMachine_noWarning(String uri) {
        assertThat(reader("neo4j", "NEO4J_URI", uri).warnings()).isEmpty();
    }

    @Test
    void keepAliveOff_warnsThatItHasNoEffect() {
        assertThat(reader("neo4j", "NEO4J_URI", "bolt://localhost", "NEO4J_KEEP_ALIVE", "false")
                        .warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning).startsWith("NEO4J_KEEP_ALIVE=false has no effect"));
    }

    @Test
    void passwordFromAFile_newlineDropped(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), SECRET + "\n");

        GraphPoolSettings settings =
                read("NEO4J_URI", "bolt://h", "NEO4J_USER", "app", "NEO4J_PASSWORD_FILE", file.toString());

        assertThat(settings.target().credentials())
                .hasValueSatisfying(
                        found -> assertThat(found.password().reveal()).isEqualTo(SECRET));
        assertThat(settings.toString()).doesNotContain(SECRET);
    }

    @Test
    void propertyForm_isTheSameSetting() {
        assertThat(read("neo4j.uri", "bolt://h", "neo4j.pool.size", "3").size()).isEqualTo(3);
    }

    @Test
    void noAddress_noPool_whateverElseIsSet() {
        try (PoolRegistry registry = PoolRegistry.of(settings(
                "NEO4J_POOL_SIZE", "wrong but nobody's",
                "NEO4J_HTTP_URL", "http://graph:7474",
                "NEO4J_PORT", "tcp://10.0.0.7:7687",
                "NEO4J_SERVICE_HOST", "10.0.0.7",
                "NEO4J_SERVICE_PORT", "7687",
                "NEO4J_PORT_7687_TCP", "tcp://10.0.0.7:7687",
                "NEO4J_URI", ""))) {
            assertThat(registry.names()).isEmpty();
        }
    }

    @Test
    void injectedByThePlatformBesideAnAddress_ignored() {
        assertThat(read(
                                "NEO4J_HOST", "graph",
                                "NEO4J_PORT", "tcp://10.0.0.7:7687",
                                "NEO4J_BOLT_PORT", "tcp://10.0.0.7:7687",
                                "NEO4J_SERVICE_HOST", "10.0.0.7",
                                "SEEDCORE_STRICT", "true")
                        .address())
                .isEqualTo("bolt://graph:7687");
    }

    @Test
    void furtherDatabase_configuredByItsOwnPrefix() {
        Map<String, String> settings = settings(
                "SEEDCORE_DATABASES", "neo4j,graph-2,graph3,graph4,reporting",
                "NEO4J_URI", "bolt://one",
                "GRAPH_2_URI", "bolt://two",
                "GRAPH_2_POOL_SIZE", "2",
                "GRAPH3_URL", "neo4j://three",
                "GRAPH4_HOST", "four",
                "GRAPH4_BOLT_PORT", "7690",
                "REPORTING_URL", "jdbc:postgresql://db/reporting?user=x&password=y");

        assertThat(read("graph-2", settings).address()).isEqualTo("bolt://two:7687");
        assertThat(read("graph-2", settings).size()).isEqualTo(2);
        assertThat(read("graph3", settings).address()).isEqualTo("neo4j://three:7687");
        assertThat(read("graph4", settings).address()).isEqualTo("bolt://four:7690");
        try (PoolRegistry registry = PoolRegistry.of(settings)) {
            assertThat(registry.settings("reporting"))
                    .hasValueSatisfying(found -> assertThat(found.kind()).isEqualTo(DatabaseKind.POSTGRESQL));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mysql://db/x", "postgresql://db/x", "mysql+pymysql://db/x"})
    void relationalAddress_notClaimed(String address) {
        assertThat(provider()
                        .read(
                                "reporting",
                                new SettingsReader(SettingsSource.of(
                                        settings("REPORTING_DSN", address, "REPORTING_URI", "bolt://h"), "settings"))))
                .isEmpty();
    }

    @Test
    void furtherDatabaseWithoutAddress_refused() {
        assertThatThrownBy(() -> PoolRegistry.of(settings("SEEDCORE_DATABASES", "graph2", "GRAPH2_HOST", "h")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("names graph2, which has no address");
    }

    @Test
    void registryLog_holdsNoSecret() {
        List<String> shown =
                read("NEO4J_URI", "bolt://h", "NEO4J_USER", "app", "NEO4J_PASSWORD", SECRET).effective().stream()
                        .map(Object::toString)
                        .toList();

        assertThat(shown)
                .noneMatch(line -> line.contains(SECRET))
                .anyMatch(line -> line.startsWith("NEO4J_URI=bolt://h:7687"));
    }
}
