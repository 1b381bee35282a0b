package io.seedcore.pool.dev.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Writes the agent ({@code -javaagent}) into a jar of its own, so that nothing else of ours comes into the application
 * server's process. With it that process ends when its standard input does.
 */
public final class AgentJar {
    private AgentJar() {}

    /** @param directory where the jar goes, in place of one that is there */
    public static Path write(Path directory) throws IOException {
        Path file = directory.resolve("end-of-input-agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", EndOfInputAgent.class.getName());
        String name = EndOfInputAgent.class.getName().replace('.', '/') + ".class";
        try (OutputStream output = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(output, manifest);
                InputStream content = EndOfInputAgent.class.getClassLoader().getResourceAsStream(name)) {
            if (content == null) {
                throw new FileNotFoundException(name);
            }
            jar.putNextEntry(new JarEntry(name));
            content.transferTo(jar);
            jar.closeEntry();
        }
        return file;
    }
}
