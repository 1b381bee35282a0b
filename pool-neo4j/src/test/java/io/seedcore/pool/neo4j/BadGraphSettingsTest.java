package io.seedcore.pool.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.ConfigurationException;
import io.seedcore.pool.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every variable with every kind of wrong value: refused, named with its range and source, and no secret echoed. */
@Tag("settings")
class BadGraphSettingsTest {

    private static final String SECRET = "hunter2-do-not-print";

    @TempDir
    private static Path shared;

    private static String certificate;

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException {
        certificate = new Certificates(shared).file();
    }

    private static final List<String> NUMBERS = List.of(
            " ",
            "abc",
            "1.5",
            "1e3",
            "0x14",
            "20 ",
            " 20",
            "２０",
            "2147483648",
            "99999999999999999999",
            "true",
            "20,20",
            "20\n",
            "-2",
            "--1",
            "+1",
            "0");
    private static final List<String> TIMES = List.of(
            " ", "abc", "-5", "30 s", "30x", "PT", "PT-30S", "1e3", "30,5", "99999999999", "３０", "30s30", "\t30");
    private static final List<String> WORDS =
            List.of(" ", "maybe", "tru", "2", "trueish", "true ", "on,off", "always!");
    private static final List<String> TEXTS = List.of(" ", " x", "x ", "x\ny", "x\u0000", "\tx");
    private static final List<String> HOSTS = List.of(
            " ",
            "graph one",
            "graph;x",
            "graph/x",
            "graph:7687",
            "a,b",
            "[::1",
            "::1",
            "-graph",
            "graph\r\nx",
            "graph_1",
            "graphﬀ",
            "bolt://graph",
            "user@graph");
    private static final List<String> DATABASES =
            List.of(" ", "ab", "1abc", "my_graph", "my graph", "my/graph", "graph'", "x".repeat(64), "graph\n");
    private static final List<String> URIS = List.of(
            " ",
            "graph",
            "graph:7687",
            "http://graph:7474",
            "jdbc:neo4j://graph",
            "bolt+routing://graph",
            "neo4j+sss://graph",
            "bolt:graph",
            "bolt:///x",
            "bolt://",
            "bolt://graph:0",
            "bolt://graph:65536",
            "bolt://graph:x",
            "bolt://graph:-1",
            "bolt://graph_1:7687",
            "bolt://graph/shop",
            "bolt://graph?policy=x",
            "neo4j://graph?a b",
            "neo4j://graph?a=<b>",
            "bolt://graph#x",
            "bolt://a,b",
            "bolt://gra ph",
            "bolt://graph\n",
            "bolt://neo4j:" + SECRET + "@graph:7687",
            "bolt://neo4j@graph:7687",
            "neo4j+s://neo4j:" + SECRET + "@graph",
            "bolt://neo4j:" + SECRET + "@gra ph");

    private static Map<String, String> good() {
        Map<String, String> settings = new HashMap<>();
        settings.put("NEO4J_URI", "bolt://graph.example:7687");
        settings.put("NEO4J_USER", "neo4j");
        settings.put("NEO4J_PASSWORD", SECRET);
        return settings;
    }

    private static Map<String, String> parts() {
        Map<String, String> settings = good();
        settings.remove("NEO4J_URI");
        settings.put("NEO4J_HOST", "graph.example");
        return settings;
    }

    private static ConfigurationException refused(Map<String, String> settings) {
        ConfigurationException refusal =
                catchThrowableOfType(ConfigurationException.class, () -> PoolRegistry.of(settings));
        assertThat(refusal).as("settings must be refused").isNotNull();
        assertThat(refusal.getMessage()).doesNotContain(SECRET).contains("Nothing was started");
        return refusal;
    }

    static Stream<Arguments> wrongValues() {
        List<Arguments> cases = new ArrayList<>();
        add(cases, "POOL_SIZE", "a whole number from 1 to 10000", NUMBERS, List.of("10001", "-1"));
        add(cases, "FETCH_SIZE", "a whole number from 1 to 1000000, or -1 for all", NUMBERS, List.of("1000001"));
        add(cases, "BOLT_PORT", "a whole number from 1 to 65535", NUMBERS, List.of("65536", "-1"));
        for (String name : List.of("CONNECTION_ACQUISITION_TIMEOUT", "CONNECT_TIMEOUT")) {
            add(cases, name, "seconds from 0.001 to 3600", TIMES, List.of("0", "0.0009", "3601", "30000", "-1", "61m"));
        }
        add(cases, "MAX_CONNECTION_LIFETIME", "seconds from 1", TIMES, List.of("0", "0.5", "-2"));
        for (String name : List.of("MAX_TX_RETRY_TIME", "DRAIN_TIMEOUT")) {
            add(cases, name, "seconds up to 3600", TIMES, List.of("3601", "15000", "-1", "61m"));
        }
        for (String name : List.of("KEEP_ALIVE", "ENCRYPTED")) {
            add(cases, name, "true or false", WORDS, List.of("always"));
        }
        add(cases, "POOL_PRE_PING", "or always", WORDS, List.of("never"));
        add(cases, "POOL_START", "one of lazy, eager, required", WORDS, List.of("true"));
        add(cases, "USER", "text without control characters", TEXTS, List.of());
        add(cases, "HOST", "one host name or address", HOSTS, List.of());
        add(cases, "DATABASE", "the name of a database", DATABASES, List.of());
        for (String name : List.of("URI", "BOLT_URL")) {
            add(cases, name, "neo4j://host:port or bolt://host:port", URIS, List.of());
        }
        return cases.stream();
    }

    private static void add(
            List<Arguments> cases, String name, String expected, List<String> values, List<String> more) {
        Stream.concat(values.stream(), more.stream())
                .forEach(value -> cases.add(Arguments.of("NEO4J_" + name, value, expected)));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("wrongValues")
    void wrongValue_refusedWithNameRangeAndSource(String name, String value, String expected) {
        Map<String, String> settings =
                Set.of("NEO4J_HOST", "NEO4J_BOLT_PORT", "NEO4J_BOLT_URL").contains(name) ? parts() : good();
        settings.put(name, value);

        ConfigurationException refusal = refused(settings);

        assertThat(refusal.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("SCP-012");
            assertThat(problem.name()).isEqualTo(name);
            assertThat(problem.expected()).contains(expected);
            assertThat(problem.found()).contains("(settings)");
        });
        assertThat(refusal.getMessage()).as("one line each").hasLineCount(2);
    }

    @Test
    void everythingWrong_listedAtOnce() {
        Map<String, String> settings = good();
        Map<String, String> wrong = new HashMap<>();
        wrong.put("NEO4J_URI", "bolt://neo4j:" + SECRET + "@graph");
        wrong.put("NEO4J_USER", " ");
        wrong.put("NEO4J_DATABASE", "a b");
        wrong.put("NEO4J_ENCRYPTED", "maybe");
        wrong.put("NEO4J_SSL_ROOT_CERT", "/nowhere/root.pem");
        Stream.of("POOL_SIZE", "FETCH_SIZE", "CONNECTION_ACQUISITION_TIMEOUT", "CONNECT_TIMEOUT", "KEEP_ALIVE")
                .forEach(name -> wrong.put("NEO4J_" + name, "wrong"));
        Stream.of("MAX_CONNECTION_LIFETIME", "MAX_TX_RETRY_TIME", "POOL_PRE_PING", "POOL_START", "DRAIN_TIMEOUT")
                .forEach(name -> wrong.put("NEO4J_" + name, "wrong"));
        settings.putAll(wrong);

        assertThat(refused(settings).problems().stream().map(Problem::name).collect(Collectors.toSet()))
                .isEqualTo(wrong.keySet());
    }

    static Stream<Arguments> contradictions() {
        List<Arguments> cases = new ArrayList<>();
        for (String scheme : List.of("bolt+s", "bolt+ssc", "neo4j+s", "neo4j+ssc")) {
            for (String encrypted : List.of("true", "false")) {
                cases.add(Arguments.of(
                        Map.of("NEO4J_URI", scheme + "://graph", "NEO4J_ENCRYPTED", encrypted),
                        "NEO4J_ENCRYPTED",
                        scheme));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void contradiction_refusedNamingBoth(Map<String, String> both, String name, String other) {
        Map<String, String> settings = good();
        settings.putAll(both);

        assertThat(refused(settings).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("SCP-013");
            assertThat(problem.name()).isEqualTo(name);
            assertThat(problem.expected()).contains(other);
        });
    }

    @Test
    void rootCertificateWithoutItsCheck_refused() {
        Map<String, String> settings = good();
        settings.put("NEO4J_SSL_ROOT_CERT", certificate);
        settings.put("NEO4J_ENCRYPTED", "false");
        assertThat(refused(settings).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith("SCP-013 NEO4J_SSL_ROOT_CERT: cannot be set together with NEO4J_ENCRYPTED=false"));

        settings.remove("NEO4J_ENCRYPTED");
        settings.put("NEO4J_URI", "neo4j+ssc://graph");
        assertThat(refused(settings).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith("SCP-013 NEO4J_SSL_ROOT_CERT: ")
                        .contains("use neo4j+s"));
    }

    @Test
    void rootCertificateUnusable_refused(@TempDir Path folder) throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path text = Files.writeString(folder.resolve("text.pem"), "not a certificate");
        for (String file :
                List.of("/nowhere/root.pem", folder.toString(), empty.toString(), text.toString(), "a\u0001b")) {
            Map<String, String> settings = good();
            settings.put("NEO4J_SSL_ROOT_CERT", file);

            assertThat(refused(settings).problems())
                    .as(file)
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.name()).isEqualTo("NEO4J_SSL_ROOT_CERT"))
                    .satisfies(problem -> assertThat(problem.code()).isIn("SCP-012", "SCP-014"));
        }
    }

    @Test
    void passwordFileUnusable_refused(@TempDir Path folder) throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        Path large = Files.writeString(folder.resolve("large"), "x".repeat(5000));
        for (String file : List.of("/nowhere/password", folder.toString(), empty.toString(), large.toString())) {
            Map<String, String> settings = good();
            settings.remove("NEO4J_PASSWORD");
            settings.put("NEO4J_PASSWORD_FILE", file);

            assertThat(refused(settings).problems()).as(file).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("SCP-014");
                assertThat(problem.name()).isEqualTo("NEO4J_PASSWORD_FILE");
            });
        }
    }

    @Test
    void passwordAndPasswordFile_refused(@TempDir Path folder) throws IOException {
        Map<String, String> settings = good();
        settings.put(
                "NEO4J_PASSWORD_FILE",
                Files.writeString(folder.resolve("password"), SECRET).toString());

        assertThat(refused(settings).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith("SCP-013 NEO4J_PASSWORD: is set together with NEO4J_PASSWORD_FILE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEO4J_USER", "NEO4J_PASSWORD"})
    void userOrPasswordAlone_refusedNamingTheOther(String missing) {
        Map<String, String> settings = good();
        settings.remove(missing);

        assertThat(refused(settings).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("SCP-015");
            assertThat(problem.name()).isEqualTo(missing);
        });
    }

    @Test
    void furtherDatabase_refusedUnderItsOwnNames() {
        Map<String, String> settings = good();
        settings.put("SEEDCORE_DATABASES", "neo4j,graph-2");
        settings.put("GRAPH_2_URI", "bolt://graph2.example");
        settings.put("GRAPH_2_POOL_SIZE", "0");

        assertThat(refused(settings).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.name()).isEqualTo("GRAPH_2_POOL_SIZE"));
    }
}
