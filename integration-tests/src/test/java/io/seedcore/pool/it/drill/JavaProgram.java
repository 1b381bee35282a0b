package io.seedcore.pool.it.drill;

import io.seedcore.pool.it.drill.member.Member;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A member in plain Java, {@link Member}. The first one leaves an archive of what it has loaded, with which all others start in
 * a fraction of the time. That works for jars alone, so folders of classes become jars.
 */
final class JavaProgram extends MemberProgram {
    private final Path archive;
    private final String classPath;

    JavaProgram() throws IOException {
        this.archive = directory().resolve("members.jsa");
        List<String> jars = new ArrayList<>();
        String entries = Objects.requireNonNull(System.getProperty("java.class.path"));
        for (String entry : entries.split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                Path jar = directory().resolve(jars.size() + ".jar");
                pack(path, jar);
                jars.add(jar.toString());
            } else if (entry.endsWith(".jar")) {
                jars.add(path.toAbsolutePath().toString());
            }
        }
        this.classPath = String.join(File.pathSeparator, jars);
    }

    private static void pack(Path folder, Path jar) throws IOException {
        try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                output.putNextEntry(new JarEntry(folder.relativize(file).toString()));
                Files.copy(file, output);
            }
        }
    }

    @Override
    ProcessBuilder process(String databases) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        (Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + archive,
                        "-Xlog:disable",
                        "-Djava.util.logging.config.file="
                                + System.getProperty("java.util.logging.config.file", "logging.properties"),
                        "-cp",
                        classPath,
                        Member.class.getName(),
                        databases)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
