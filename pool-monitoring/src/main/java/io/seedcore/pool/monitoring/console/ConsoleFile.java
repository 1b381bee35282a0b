package io.seedcore.pool.monitoring.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * A static file of the console.
 *
 * @param path where it is served, below the context root, such as {@code /console}
 * @param contentType with its character set
 * @param resource where it is on the class path, absolute or beside this class
 */
public record ConsoleFile(String path, String contentType, String resource) {

    static ConsoleFile of(String path, String resource) {
        return new ConsoleFile(path, contentType(resource), resource);
    }

    private static String contentType(String resource) {
        return switch (resource.substring(resource.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml; charset=utf-8";
            default -> throw new IllegalArgumentException("no content type is known for " + resource);
        };
    }

    /** Writes it; closing is the caller's. */
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream content = open(resource)) {
            content.transferTo(out);
        }
    }

    /** To be closed by the caller. */
    static InputStream open(String resource) {
        InputStream content = ConsoleFile.class.getResourceAsStream(resource);
        if (content == null) {
            throw new UncheckedIOException(new IOException("the library lacks " + resource));
        }
        return content;
    }
}
