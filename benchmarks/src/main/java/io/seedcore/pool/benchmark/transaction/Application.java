package io.seedcore.pool.benchmark.transaction;

import io.seedcore.pool.benchmark.transaction.application.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The WAR that is measured: the product's own libraries, and the classes of one package of ours. */
final class Application {

    private static final Path PRODUCT = Path.of("pool-war", "target", "ROOT.war");
    private static final String LIBRARIES = "WEB-INF/lib/";
    private static final String CLASSES = "WEB-INF/classes/";

    private Application() {}

    static Path write(Path directory) throws IOException {
        Path war = directory.resolve("transaction.war");
        try (ZipFile product = new ZipFile(PRODUCT.toFile());
                OutputStream file = Files.newOutputStream(war);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setLevel(0);
            for (ZipEntry entry : product.stream().toList()) {
                if (entry.getName().startsWith(LIBRARIES) && !entry.isDirectory()) {
                    try (InputStream content = product.getInputStream(entry)) {
                        add(zip, entry.getName(), content);
                    }
                }
            }
            add(zip, "WEB-INF/beans.xml", InputStream.nullInputStream());
            for (Path type : classes()) {
                try (InputStream content = Files.newInputStream(type)) {
                    add(zip, CLASSES + folder() + type.getFileName(), content);
                }
            }
        }
        return war;
    }

    private static void add(ZipOutputStream zip, String name, InputStream content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        content.transferTo(zip);
        zip.closeEntry();
    }

    private static List<Path> classes() throws IOException {
        try (Stream<Path> files = Files.list(build().resolve(folder()))) {
            return files.toList();
        }
    }

    private static Path build() {
        try {
            return Path.of(Way.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String folder() {
        return Way.class.getPackageName().replace('.', '/') + "/";
    }
}
