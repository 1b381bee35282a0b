package io.seedcore.pool.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.seedcore.pool.CapturedLog;
import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.Pool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.dev.DevDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever fails, the password is in no log, no exception, no printed object, no thread's name and no MBean. */
@Tag("pools")
class NoSecretIsShownTest {

    private static final String CANARY = "c4n4ry-never-shown";
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final StringWriter shown = new StringWriter();
    private final PrintWriter out = new PrintWriter(shown);
    private int situations;

    @TempDir
    private Path directory;

    @Test
    void twoHundredFailures_showNoSecret() throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        String root = certificates.authority().toString();
        try (CapturedLog log =
                new CapturedLog("io.seedcore", "com.zaxxer", "org.postgresql", "com.mysql", "MySQL", "org.mariadb")) {
            for (Drivers driver : Drivers.values()) {
                refusedByTheServer(driver);
                refusedByTheNetwork(driver);
                brokenOff(driver);
                notEncrypted(driver, certificates, root);
                fromThePool(driver);
            }
            out.println(log.text());
        }
        Thread.getAllStackTraces().keySet().forEach(thread -> out.println(thread.getName()));
        managementBeans();
        assertThat(situations).isGreaterThanOrEqualTo(200);
        assertThat(shown.toString()).contains("SCP-130").doesNotContain(CANARY);
    }

    private void refusedByTheServer(Drivers driver) {
        DevDatabase database = driver.shared();
        String hosts = Drivers.address(database);
        for (String user : List.of(database.user(), "nobody", "app with blanks")) {
            for (String name : List.of(database.database(), "nosuch")) {
                fails(Vendor.of(driver.settings(hosts, name, user, CANARY, Map.of())), LONG);
                fails(Vendor.of(driver.settings(hosts + "," + hosts, name, user, CANARY, Map.of())), LONG);
            }
        }
    }

    private void refusedByTheNetwork(Drivers driver) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String hosts = "127.0.0.1:" + silent.getLocalPort();
            fails(vendor(driver, hosts, Map.of()), SHORT);
            fails(vendor(driver, hosts + ",127.0.0.1:1", Map.of()), SHORT);
        }
        fails(vendor(driver, "127.0.0.1:1", Map.of()), LONG);
        fails(vendor(driver, "nosuch.invalid", Map.of()), LONG);
    }

    private void brokenOff(Drivers driver) throws Exception {
        DevDatabase database = driver.shared();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CuttingRelay relay = new CuttingRelay(listener, database.host(), database.port());
            thread.execute(relay);
            Vendor vendor = vendor(driver, "127.0.0.1:" + listener.getLocalPort(), Map.of("SSL_MODE", "disable"));
            for (int cut = 0; cut < 45; cut++) {
                relay.cutAfter(cut);
                fails(vendor, LONG);
            }
        } finally {
            thread.shutdownNow();
        }
    }

    private void notEncrypted(Drivers driver, TestCertificates certificates, String root) throws Exception {
        for (TestCertificates.Kind kind : TestCertificates.Kind.values()) {
            for (String mode : List.of("require", "verify-full")) {
                try (EncryptingPeer peer = new EncryptingPeer(driver, certificates.server(kind))) {
                    fails(
                            vendor(driver, "localhost:" + peer.port(), Map.of("SSL_MODE", mode, "SSL_ROOT_CERT", root)),
                            LONG);
                }
            }
        }
    }

    private void fromThePool(Drivers driver) throws Exception {
        DevDatabase database = driver.shared();
        Path file = Files.writeString(directory.resolve("password"), CANARY);
        Map<String, String> settings = new HashMap<>(Map.of(
                driver.variable("HOST"), Drivers.address(database),
                driver.variable("DB"), database.database(),
                driver.variable("USER"), database.user(),
                driver.variable("PASSWORD_FILE"), file.toString(),
                driver.variable("POOL_TIMEOUT"), "500ms"));
        try (PoolRegistry registry = PoolRegistry.of(settings)) {
            for (PoolSettings each : registry.settings()) {
                Pool pool = registry.pool(each.name());
                out.println(pool + " " + pool.settings() + " " + pool.stats() + " " + pool.probe(LONG));
                print(catchThrowable(((ConnectionPool) pool)::getConnection));
                out.println(pool.stats());
            }
        }
    }

    private static Vendor vendor(Drivers driver, String hosts, Map<String, String> more) {
        return Vendor.of(driver.settings(hosts, "shop", "app", CANARY, more));
    }

    private void fails(Vendor vendor, Duration longest) {
        Throwable failure = catchThrowable(() -> {
            Connection connection =
                    vendor.open(vendor.settings().target().address(), longest).connection();
            connection.close();
        });
        assertThat(failure).isNotNull();
        out.println(vendor + " " + vendor.settings());
        print(failure);
    }

    private void print(Throwable failure) {
        situations++;
        failure.printStackTrace(out);
    }

    private void managementBeans() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<ObjectName> ours = new ArrayList<>(server.queryNames(new ObjectName("com.zaxxer.hikari:*"), null));
        ours.addAll(server.queryNames(new ObjectName("io.seedcore*:*"), null));
        for (ObjectName name : ours) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                out.println(name + " " + attribute.getName() + " " + server.getAttribute(name, attribute.getName()));
            }
        }
    }
}
