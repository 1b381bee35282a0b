package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.jakarta.app.BareApplication;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class LibrariesCanBeLeftOutTest {

    private static final List<String> LEFT_OUT = List.of("neo4j", "microprofile", "narayana", "smallrye-config");

    @Test
    void withoutGraphMicroProfileAndTransactionManager_relationalBeansWork() throws Exception {
        Map<String, String> settings =
                new HashMap<>(DevDatabases.shared().postgresql().environment());
        settings.put("SEEDCORE_DATABASES", "postgresql");
        settings.put("POSTGRES_SCHEMA_ACTION", "update");
        settings.forEach(System::setProperty);
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> bare = Class.forName(BareApplication.class.getName(), true, loader);
            Object report = ((Callable<?>) bare.getConstructor().newInstance()).call();
            assertThat(report).isEqualTo("saved true, graph library false, configuration library false");
        } finally {
            Thread.currentThread().setContextClassLoader(context);
            settings.keySet().forEach(System::clearProperty);
        }
    }

    private static URL[] classPath() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> LEFT_OUT.stream().noneMatch(path.toString()::contains))
                .map(LibrariesCanBeLeftOutTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
