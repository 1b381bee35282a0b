package io.seedcore.pool.dev.run;

import java.util.List;
import java.util.stream.Collectors;

/** What to try first. */
final class Welcome {
    private static final List<String> PATHS = List.of(
            "health/all",
            "async/pg/test",
            "sync/mysql/test",
            "neo4j/test",
            "stats/pg",
            "example/complex-query",
            "api/metrics");

    private Welcome() {}

    static String text(RunOptions options) {
        String home = "http://localhost:" + options.port() + "/";
        String addresses = PATHS.stream().map(path -> "  curl " + home + path).collect(Collectors.joining("\n"));
        return """

                SeedCore Pool serves on %s

                %s

                Databases, with passwords: %s
                Log of the server:         %s
                Ctrl-C ends the application and its databases.
                """.formatted(home, addresses, options.environmentFile(), options.log());
    }
}
