package io.seedcore.pool.war.access;

import io.seedcore.pool.monitoring.console.ConsoleFiles;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;

/** The paths that everybody may read, and those whose guard is the server. */
final class OpenPaths {

    private static final Set<String> EXACT =
            Set.of("/health", "/metrics", "/async/pg/health", "/async/mysql/health", "/neo4j/health", "/console/");

    /** Anything else could mean another path to whoever serves it: escapes, dots, parameters. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/_-]*");

    private OpenPaths() {}

    static boolean contain(HttpServletRequest request) {
        return contain(
                request.getRequestURI().substring(request.getContextPath().length()));
    }

    static boolean contain(String path) {
        return ConsoleFiles.paths().contains(path) || isOfHealth(path);
    }

    private static boolean isOfHealth(String path) {
        return PLAIN.matcher(path).matches()
                && (EXACT.contains(path) || path.startsWith("/health/") || path.startsWith("/metrics/"));
    }
}
