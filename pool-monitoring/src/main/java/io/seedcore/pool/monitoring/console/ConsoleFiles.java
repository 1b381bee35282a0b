package io.seedcore.pool.monitoring.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The static files of the console: one page and what it loads, all from here. */
public final class ConsoleFiles {

    private static final String PAGE = "/console";

    private static final Map<String, ConsoleFile> FILES = Stream.concat(
                    Stream.of(ConsoleFile.of(PAGE, "console.html"), uplot("uPlot.esm.js"), uplot("uPlot.min.css")),
                    Stream.of(
                                    "console.css",
                                    "console.js",
                                    "charts.js",
                                    "elements.js",
                                    "feed.js",
                                    "icon.svg",
                                    "latency.js",
                                    "pool.js",
                                    "token.js",
                                    "verdict.js",
                                    "words.js")
                            .map(name -> ConsoleFile.of(PAGE + "/" + name, name)))
            .collect(Collectors.toUnmodifiableMap(ConsoleFile::path, Function.identity()));

    private ConsoleFiles() {}

    /** Where they are served: these paths, exactly as they stand here, hold nothing that is anybody's secret. */
    public static Set<String> paths() {
        return FILES.keySet();
    }

    public static Optional<ConsoleFile> at(String path) {
        return Optional.ofNullable(FILES.get(path));
    }

    /** From its WebJar, which has the version in the path. */
    private static ConsoleFile uplot(String name) {
        return ConsoleFile.of(
                PAGE + "/" + name, "/META-INF/resources/webjars/uplot/" + uplotVersion() + "/dist/" + name);
    }

    private static String uplotVersion() {
        Properties properties = new Properties();
        try (InputStream file = ConsoleFile.open("/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
