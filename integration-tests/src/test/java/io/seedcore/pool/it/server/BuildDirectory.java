package io.seedcore.pool.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What the build has put where the tests find it. */
public final class BuildDirectory {

    private BuildDirectory() {}

    /** The product. */
    public static Path application() {
        return directory().resolve("ROOT.war");
    }

    /** The product, as Arquillian wants it. */
    public static WebArchive applicationArchive() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, application().toFile());
    }

    /** Payara Micro. */
    static Path server() {
        return Path.of(property("payara.microJar"));
    }

    /** For what servers leave behind when they are killed. */
    static Path temporary() {
        try {
            return Files.createDirectories(directory().resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path directory() {
        return Path.of(property("it.directory"));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("The system property " + name + " is missing; pom.xml sets it");
        }
        return value;
    }
}
