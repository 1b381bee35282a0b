package io.seedcore.pool.it.console;

import io.seedcore.pool.it.client.Http;
import io.seedcore.pool.it.server.BuildDirectory;
import io.seedcore.pool.it.server.LauncherServer;
import io.seedcore.pool.it.server.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** The product with a token, a small pool for PostgreSQL, and something that uses it. */
final class Console {

    static final String TOKEN = "correct-horse-battery";

    /** The most connections to PostgreSQL. */
    static final int MOST = 5;

    private Console() {}

    static void deploy() {
        Map<String, String> settings = new TreeMap<>(ServerSettings.properties());
        settings.put("seedcore.api.token", TOKEN);
        settings.put("seedcore.application", "shop");
        settings.put("postgres.pool.size", "3");
        settings.put("postgres.max.overflow", "2");
        settings.put("postgres.pool.timeout", "60");
        // Longer than the server lets sessions be idle, so that one setting does not fit it.
        settings.put("mysql.pool.recycle", "86400");
        LauncherServer.shared().deploy(archive(), settings);
        awaitAllHealthy();
    }

    private static Path archive() {
        Path archive = BuildDirectory.directory().resolve("with-reports.war");
        BuildDirectory.applicationArchive()
                .addClasses(OrderReports.class, SlowReports.class, SilentArchive.class)
                .as(ZipExporter.class)
                .exportTo(archive.toFile(), true);
        return archive;
    }

    static void awaitAllHealthy() {
        Awaitility.await("all databases are up")
                .atMost(Duration.ofSeconds(60))
                .until(() -> Http.overLoopback().get("/health/all").status() == 200);
    }
}
