package io.seedcore.pool.jakarta.internal.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.PoolException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnUnitsTest {

    @TempDir
    private Path first;

    @TempDir
    private Path second;

    private void write(Path root, String content) throws IOException {
        Files.createDirectories(root.resolve("META-INF"));
        Files.writeString(root.resolve("META-INF/persistence.xml"), content);
    }

    private URLClassLoader loader() throws IOException {
        return new URLClassLoader(
                new URL[] {first.toUri().toURL(), second.toUri().toURL()}, null);
    }

    @Test
    void noDescriptor_noClass() throws IOException {
        try (URLClassLoader loader = loader()) {
            assertThat(OwnUnits.classes(loader)).isEmpty();
        }
    }

    @Test
    void severalUnitsInSeveralDescriptors_allTheirClasses() throws IOException {
        write(first, """
                <?xml version="1.0" encoding="UTF-8"?>
                <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
                  <persistence-unit name="one"><class>a.A</class><class>
                    a.B
                  </class></persistence-unit>
                  <persistence-unit name="two"><class>b.C</class></persistence-unit>
                </persistence>
                """);
        write(
                second,
                "<persistence><persistence-unit name='three'><class>c.D</class></persistence-unit></persistence>");
        try (URLClassLoader loader = loader()) {
            assertThat(OwnUnits.classes(loader)).containsExactlyInAnyOrder("a.A", "a.B", "b.C", "c.D");
        }
    }

    @Test
    void brokenDescriptor_said() throws IOException {
        write(first, "<persistence><class>");
        try (URLClassLoader loader = loader()) {
            assertThatThrownBy(() -> OwnUnits.classes(loader))
                    .isInstanceOf(PoolException.class)
                    .hasMessageStartingWith("SCP-333 a META-INF/persistence.xml of the application cannot be read");
        }
    }

    @Test
    void entitiesOfTheOutside_areNotRead() throws IOException {
        Path secret = second.resolve("secret");
        Files.writeString(secret, "outside");
        write(
                first,
                "<!DOCTYPE p [<!ENTITY e SYSTEM '" + secret.toUri()
                        + "'>]><persistence><class>&e;</class></persistence>");
        try (URLClassLoader loader = loader()) {
            assertThatThrownBy(() -> OwnUnits.classes(loader)).isInstanceOf(PoolException.class);
        }
    }
}
