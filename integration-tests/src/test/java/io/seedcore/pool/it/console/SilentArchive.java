package io.seedcore.pool.it.console;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.RelationalSettings;
import io.seedcore.pool.config.SettingsReader;
import io.seedcore.pool.config.SettingsSource;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application that adds a database which takes connections and never says a word ({@code /silent-archive?begin}), and
 * removes it ({@code /silent-archive}). Added to the product's archive.
 */
@WebServlet(urlPatterns = "/silent-archive")
public class SilentArchive extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String NAME = "archive";

    @Inject
    private transient PoolRegistry registry;

    private transient @Nullable ServerSocket server;

    @Override
    protected synchronized void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getParameter("begin") == null) {
            registry.remove(NAME);
            close();
            return;
        }
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server = silent;
        Map<String, String> settings = Map.of(
                "ARCHIVE_URL", "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/archive",
                "ARCHIVE_USER", "reader",
                "ARCHIVE_PASSWORD", "of nobody");
        RelationalSettings.read(NAME, new SettingsReader(SettingsSource.of(settings, "settings")))
                .ifPresent(registry::add);
    }

    private void close() throws IOException {
        ServerSocket closing = server;
        if (closing != null) {
            closing.close();
        }
    }

    @Override
    public void destroy() {
        try {
            close();
        } catch (IOException e) {
            log("the archive could not be closed", e);
        }
    }
}
