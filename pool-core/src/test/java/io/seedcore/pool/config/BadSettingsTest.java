package io.seedcore.pool.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedcore.pool.CapturedLog;
import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.PoolRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every variable with every kind of wrong value: refused, named with its range and source, and no secret echoed. */
@Tag("settings")
class BadSettingsTest {

    private static final String SECRET = "hunter2-do-not-print";

    private static final List<String> BAD_NUMBERS = List.of(
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
            "+1");

    private static final List<String> BAD_TIMES = List.of(
            " ", "abc", "-5", "30 s", "30x", "PT", "PT-30S", "1e3", "30,5", "99999999999", "３０", "30s30", "\t30");

    private static final List<String> BAD_WORDS = List.of(" ", "maybe", "tru", "2", "trueish", "true ", "on,off");

    private static Map<String, String> good() {
        Map<String, String> settings = new HashMap<>();
        settings.put("POSTGRES_HOST", "db.example");
        settings.put("POSTGRES_DB", "shop");
        settings.put("POSTGRES_USER", "app");
        settings.put("POSTGRES_PASSWORD", SECRET);
        settings.put("MYSQL_HOST", "db.example");
        settings.put("MYSQL_DB", "shop");
        settings.put("MYSQL_USER", "app");
        settings.put("MYSQL_PASSWORD", SECRET);
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
        for (DatabaseKind kind : List.of(DatabaseKind.POSTGRESQL, DatabaseKind.MYSQL)) {
            String prefix = kind.environmentPrefix() + "_";
            BAD_NUMBERS.forEach(value -> Stream.of("POOL_SIZE", "MAX_OVERFLOW", "MAX_WAITING", "PORT")
                    .forEach(name -> cases.add(Arguments.of(prefix + name, value, "a whole number from"))));
            Stream.of("0", "10001", "-1").forEach(v -> cases.add(Arguments.of(prefix + "POOL_SIZE", v, "1 to 10000")));
            cases.add(Arguments.of(prefix + "MAX_OVERFLOW", "10001", "0 to 10000, or -1 for no limit"));
            Stream.of("0", "65536", "-1").forEach(v -> cases.add(Arguments.of(prefix + "PORT", v, "1 to 65535")));
            BAD_TIMES.forEach(value -> Stream.of(
                            "POOL_TIMEOUT",
                            "POOL_RECYCLE",
                            "CONNECT_TIMEOUT",
                            "SILENCE_TIMEOUT",
                            "STATEMENT_TIMEOUT",
                            "LEAK_THRESHOLD",
                            "DRAIN_TIMEOUT")
                    .forEach(name -> cases.add(Arguments.of(prefix + name, value, "seconds"))));
            Stream.of("0", "0.0009", "3601", "30000", "-1", "61m")
                    .forEach(v -> cases.add(Arguments.of(prefix + "POOL_TIMEOUT", v, "from 0.001 to 3600")));
            Stream.of("0", "0.5", "-2")
                    .forEach(v -> cases.add(Arguments.of(prefix + "POOL_RECYCLE", v, "-1 is never")));
            Stream.of("0", "30000")
                    .forEach(v -> cases.add(Arguments.of(prefix + "CONNECT_TIMEOUT", v, "0.001 to 3600")));
            BAD_WORDS.forEach(value -> cases.add(Arguments.of(prefix + "POOL_PRE_PING", value, "or always")));
            BAD_WORDS.forEach(
                    value -> cases.add(Arguments.of(prefix + "POOL_START", value, "one of lazy, eager, required")));
            BAD_WORDS.forEach(
                    value -> cases.add(Arguments.of(prefix + "SESSION_RESET", value, "one of tracked, always")));
            BAD_WORDS.forEach(value ->
                    cases.add(Arguments.of(prefix + "SCHEMA_ACTION", value, "one of none, validate, update, create")));
            Stream.of(" ", "verify", "verify-full ", "ssl", "true")
                    .forEach(v -> cases.add(Arguments.of(prefix + "SSL_MODE", v, "verify-full")));
            Stream.of(
                            " ",
                            "db example",
                            "db;drop",
                            "db/x",
                            "db:0",
                            "db:65536",
                            "a,,b",
                            "[::1",
                            "-db",
                            "db\r\nx",
                            "dbﬀ.example",
                            "db%00")
                    .forEach(v -> cases.add(Arguments.of(prefix + "HOST", v, "host names or addresses")));
            Stream.of(" ", "a b", "a?b", "a/b", "a#b", "a&b", "x".repeat(65), "a'b", "a\"b", "a;b", "a\\b", "a\nb")
                    .forEach(v -> cases.add(Arguments.of(prefix + "DB", v, "the name of a database")));
            Stream.of(" ", "app ", "a\nb").forEach(v -> cases.add(Arguments.of(prefix + "USER", v, "text without")));
        }
        BAD_WORDS.forEach(value -> cases.add(Arguments.of("POSTGRES_PGBOUNCER", value, "one of off, transaction")));
        cases.add(Arguments.of("POSTGRES_PGBOUNCER", "session", "one of off, transaction"));
        BAD_WORDS.forEach(value -> Stream.of("SEEDCORE_API_OPEN", "SEEDCORE_STRICT", "SEEDCORE_QUERY_METRICS")
                .forEach(name -> cases.add(Arguments.of(name, value, "true or false"))));
        Stream.of(" ", "Reporting", "a b", "1st", "a,,b", "../x", "a;b", "x".repeat(64))
                .forEach(v -> cases.add(Arguments.of("SEEDCORE_DATABASES", v, "names separated by commas")));
        Stream.of(" ", "a b", "a/b", "x".repeat(64), "ä")
                .forEach(v -> Stream.of("SEEDCORE_APPLICATION", "SEEDCORE_REALM")
                        .forEach(name -> cases.add(Arguments.of(name, v, "1 to 63 letters"))));
        Stream.of("a,b,c", " ", "A").forEach(v -> cases.add(Arguments.of("SEEDCORE_DECISION_STORES", v, "at most 2")));
        Stream.of(" ", "ALL", "a b")
                .forEach(v -> cases.add(Arguments.of("SEEDCORE_HEALTH_READINESS", v, "all, none, or")));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void wrongValue_isRefusedWithItsRangeAndSource(String name, String value, String range) {
        Map<String, String> settings = good();
        settings.put(name, value);
        assertThat(refused(settings).problems()).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("SCP-012");
            assertThat(problem.name()).isEqualTo(name);
            assertThat(problem.expected()).contains(range);
            assertThat(problem.found()).contains("(settings)").doesNotContain("\n");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db.example",
                "http://db.example/shop",
                "jdbc:oracle:thin:@db",
                "jdbc:postgresql:shop",
                "jdbc:postgresql://db.example",
                "jdbc:postgresql://db.example/",
                "jdbc:postgresql://app:" + SECRET + "@/shop",
                "jdbc:postgresql://db example/shop",
                "jdbc:postgresql://db:0/shop",
                "jdbc:postgresql://db:65536/shop",
                "jdbc:postgresql://db/shop?password=" + SECRET + "%",
                "jdbc:postgresql://db/shop?password=" + SECRET + "&x",
                "jdbc:postgresql://db/shop?password=" + SECRET + "%0a",
                "jdbc:postgresql://db/shop?user=a?password=" + SECRET,
                "jdbc:postgresql://db/shop?socketFactory=evil.Factory&password=" + SECRET,
                "jdbc:postgresql://db/shop?%73ocketFactory=evil.Factory",
                "jdbc:postgresql://db/shop?preferQueryMode=simple",
                "jdbc:postgresql://db/shop?sslmode=" + SECRET,
                "jdbc:postgresql://db/shop#x",
                "jdbc:mysql://db/shop",
                "jdbc:postgresql://db/shop\r\nx"
            })
    void addressThatCannotBeUsed_isRefusedWithoutEchoingIt(String url) {
        Map<String, String> settings = good();
        settings.put("POSTGRES_URL", url);
        ConfigurationException refusal = refused(settings);
        assertThat(refusal.problems()).anySatisfy(problem -> {
            assertThat(problem.name()).isEqualTo("POSTGRES_URL");
            assertThat(problem.found()).isEqualTo("=(set, " + url.length() + " characters) (settings)");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://(host=db,port=3306)/shop",
                "jdbc:mysql://address=(host=db)/shop",
                "jdbc:mysql://db/shop?autoDeserialize=true",
                "jdbc:mysql://db/shop?allowLoadLocalInfile=true",
                "jdbc:mysql:loadbalance://db/shop",
                "jdbc:mariadb://db/shop?credentialType=x"
            })
    void hostilePropertiesOfMysql_areRefused(String url) {
        Map<String, String> settings = good();
        settings.put("MYSQL_URL", url);
        assertThat(refused(settings).problems()).extracting(Problem::name).contains("MYSQL_URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql:/app:" + SECRET + "@db/shop",
                "mysql://app:" + SECRET + "@db/shop",
                "postgresql://app:" + SECRET + "@/shop",
                "postgresql://app:" + SECRET + "@db",
                "postgresql://app:" + SECRET + "%zz@db/shop",
                "postgresql://app:" + SECRET + "@db:port/shop"
            })
    void dsnThatCannotBeUsed_isRefusedWithoutEchoingIt(String dsn) {
        Map<String, String> settings = good();
        settings.put("PG_DSN", dsn);
        assertThat(refused(settings).problems()).extracting(Problem::name).contains("PG_DSN");
    }

    @Test
    void everythingWrong_isListedAtOnce() {
        Map<String, String> settings = good();
        settings.put("POSTGRES_POOL_SIZE", "abc");
        settings.put("MYSQL_MAX_OVERFLOW", "many");
        settings.put("SEEDCORE_STRICT", "perhaps");
        settings.remove("MYSQL_USER");
        ConfigurationException refusal = refused(settings);
        assertThat(refusal.problems())
                .extracting(Problem::name)
                .containsExactlyInAnyOrder("POSTGRES_POOL_SIZE", "MYSQL_MAX_OVERFLOW", "SEEDCORE_STRICT", "MYSQL_USER");
        assertThat(refusal)
                .hasMessageContaining(
                        "SCP-012 POSTGRES_POOL_SIZE=\"abc\" (settings): expected a whole number from 1 to 10000");
    }

    @Test
    void brokenAddress_hidesNothingElseThatIsWrong() {
        Map<String, String> settings = good();
        settings.put("PG_DSN", "postgresql:/broken");
        settings.put("POSTGRES_SSL_ROOT_CERT", "/nowhere/root.pem");
        settings.put("POSTGRES_SSL_MODE", "maybe");
        assertThat(refused(settings).problems())
                .extracting(Problem::name)
                .containsExactlyInAnyOrder("PG_DSN", "POSTGRES_SSL_ROOT_CERT", "POSTGRES_SSL_MODE");
    }

    @Test
    void missingParts_areNamed() {
        assertThat(refused(Map.of("POSTGRES_HOST", "db")).problems())
                .extracting(problem -> problem.code() + " " + problem.name())
                .containsExactlyInAnyOrder("SCP-015 POSTGRES_DB", "SCP-015 POSTGRES_USER");
    }

    @Test
    void listedDatabaseWithoutAddress_isNamedWithTheVariableToSet() {
        Map<String, String> settings = good();
        settings.put("SEEDCORE_DATABASES", "postgresql,reporting,neo4j");
        assertThat(refused(settings).problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "SCP-015 SEEDCORE_DATABASES: names reporting, which has no address; set REPORTING_URL",
                        "SCP-015 SEEDCORE_DATABASES: names neo4j, which has no address; set NEO4J_URI");
    }

    @Test
    void readinessOfADatabaseThatIsNotConfigured_isAContradiction() {
        Map<String, String> settings = good();
        settings.put("SEEDCORE_HEALTH_READINESS", "postgresql,neo4j");
        assertThat(refused(settings).problems())
                .extracting(problem -> problem.code() + " " + problem.name())
                .containsExactly("SCP-013 SEEDCORE_HEALTH_READINESS");
    }

    @Test
    void settingsThatPgBouncerCannotHonour_areContradictions() {
        Map<String, String> settings = good();
        settings.put("POSTGRES_PGBOUNCER", "transaction");
        settings.put("POSTGRES_STATEMENT_TIMEOUT", "5");
        settings.put("POSTGRES_SESSION_RESET", "always");
        assertThat(refused(settings).problems())
                .extracting(problem -> problem.code() + " " + problem.name())
                .containsExactlyInAnyOrder("SCP-013 POSTGRES_STATEMENT_TIMEOUT", "SCP-013 POSTGRES_SESSION_RESET");
    }

    @Test
    void passwordTogetherWithItsFile_isAContradiction(@TempDir Path directory) throws IOException {
        Map<String, String> settings = good();
        settings.put("POSTGRES_PASSWORD_FILE", secretFile(directory, SECRET).toString());
        assertThat(refused(settings).problems())
                .extracting(problem -> problem.code() + " " + problem.name())
                .containsExactly("SCP-013 POSTGRES_PASSWORD");
    }

    @Test
    void passwordFileThatCannotBeUsed_isNamed(@TempDir Path directory) throws IOException {
        List<Path> files = List.of(
                directory.resolve("absent"),
                directory,
                secretFile(directory, ""),
                secretFile(directory, "\n"),
                secretFile(directory, SECRET.repeat(1000)));
        for (Path file : files) {
            Map<String, String> settings = good();
            settings.remove("POSTGRES_PASSWORD");
            settings.put("POSTGRES_PASSWORD_FILE", file.toString());
            assertThat(refused(settings).problems())
                    .as(file.toString())
                    .extracting(problem -> problem.code() + " " + problem.name())
                    .containsExactly("SCP-014 POSTGRES_PASSWORD_FILE");
        }
    }

    static Stream<Arguments> doubtfulValues() {
        return Stream.of(
                Arguments.of(Map.of("POSTGRES_POOL_TIMEOUT", "1000"), "If milliseconds were meant, write 1000ms."),
                Arguments.of(
                        Map.of("POSTGRES_CONNECT_TIMEOUT", "40"),
                        "POSTGRES_CONNECT_TIMEOUT (40 s) is longer than POSTGRES_POOL_TIMEOUT (30 s)"),
                Arguments.of(
                        Map.of("POSTGRES_SSL_MODE", "require", "POSTGRES_SSL_ROOT_CERT", "pom.xml"),
                        "POSTGRES_SSL_MODE=require checks no certificate"),
                Arguments.of(
                        Map.of("POSTGRES_HOST", "127.evil.example"), "postgresql: the server's certificate is not"),
                Arguments.of(Map.of("POSTGRES_SSL_MODE", "require"), "postgresql: the server's certificate is not"));
    }

    @ParameterizedTest
    @MethodSource("doubtfulValues")
    void doubtfulValue_isWarnedAboutOnce(Map<String, String> doubtful, String warning) {
        Map<String, String> settings = good();
        settings.putAll(doubtful);
        try (CapturedLog log = new CapturedLog("io.seedcore.pool");
                PoolRegistry registry = PoolRegistry.of(settings)) {
            assertThat(registry.names()).isNotEmpty();
            assertThat(log.messages(Level.WARNING))
                    .filteredOn(message -> message.contains(warning))
                    .hasSize(1);
        }
    }

    @Test
    void valuesInOrder_areNotWarnedAbout() {
        Map<String, String> settings = good();
        settings.put("POSTGRES_HOST", "127.0.0.1");
        settings.put("MYSQL_HOST", "localhost");
        settings.put("POSTGRES_POOL_TIMEOUT", "20m");
        settings.put("MYSQL_POOL_TIMEOUT", "500ms");
        try (CapturedLog log = new CapturedLog("io.seedcore.pool");
                PoolRegistry registry = PoolRegistry.of(settings)) {
            assertThat(registry.names()).isNotEmpty();
            assertThat(log.messages(Level.WARNING)).isEmpty();
        }
    }

    @Test
    void passwordFileThatEverybodyMayRead_isNoted(@TempDir Path directory) throws IOException {
        Path file = secretFile(directory, SECRET);
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"), "the file system has no permissions");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Map<String, String> settings = good();
        settings.remove("POSTGRES_PASSWORD");
        settings.put("POSTGRES_PASSWORD_FILE", file.toString());
        try (CapturedLog log = new CapturedLog("io.seedcore.pool");
                PoolRegistry registry = PoolRegistry.of(settings)) {
            assertThat(registry.names()).isNotEmpty();
            assertThat(log.messages(Level.INFO))
                    .anyMatch(message -> message.startsWith("POSTGRES_PASSWORD_FILE: every user of this machine"));
        }
    }

    @Test
    void rootCertificateThatCannotBeRead_isNamed(@TempDir Path directory) {
        Map<String, String> settings = good();
        settings.put("MYSQL_SSL_ROOT_CERT", directory.resolve("absent.pem").toString());
        assertThat(refused(settings).problems())
                .extracting(problem -> problem.code() + " " + problem.name())
                .containsExactly("SCP-014 MYSQL_SSL_ROOT_CERT");
    }

    @Test
    void misspelledNames_areRefusedWhereStrict() {
        Map<String, String> settings = good();
        settings.put("SEEDCORE_STRICT", "true");
        settings.put("POSTGRES_POOLSIZE", "20");
        settings.put("mysql.max.overflw", "5");
        assertThat(refused(settings).problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "SCP-011 POSTGRES_POOLSIZE: is not a setting; did you mean POSTGRES_POOL_SIZE?",
                        "SCP-011 MYSQL_MAX_OVERFLW: is not a setting; did you mean MYSQL_MAX_OVERFLOW?");
    }

    @Test
    void namesThatPlatformsInject_areIgnored() {
        Map<String, String> settings = good();
        settings.put("SEEDCORE_STRICT", "true");
        settings.putAll(Map.of(
                "POSTGRES_PORT", "tcp://10.0.0.7:5432",
                "POSTGRES_PORT_5432_TCP", "tcp://10.0.0.7:5432",
                "POSTGRES_PORT_5432_TCP_ADDR", "10.0.0.7",
                "POSTGRES_SERVICE_HOST", "10.0.0.7",
                "MYSQL_PORT", "tcp://10.0.0.8:3306",
                "NEO4J_SERVICE_HOST", "10.0.0.9",
                "NEO4J_PORT", "tcp://10.0.0.9:7687",
                "MYSQL_ROOT_PASSWORD", "x"));
        try (PoolRegistry registry = PoolRegistry.of(settings)) {
            assertThat(registry.settings("postgresql").orElseThrow().address())
                    .isEqualTo("postgresql://db.example:5432/shop");
            assertThat(registry.names()).containsExactly("postgresql", "mysql");
        }
    }

    @Test
    void secrets_appearInNothingThatIsPrinted() {
        try (PoolRegistry registry = PoolRegistry.of(good())) {
            String printed = registry.settings().stream().map(Object::toString).collect(Collectors.joining());
            assertThat(printed)
                    .contains("POSTGRES_PASSWORD=(set, 20 characters)")
                    .doesNotContain(SECRET);
        }
    }

    private static Path secretFile(Path directory, String content) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "secret", ""), content);
    }
}
