package io.seedcore.pool.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;

/** A file that holds one secret and nothing else. It may be replaced while the application runs. */
public record SecretFile(Path path) {

    private static final int MOST_BYTES = 4096;

    /**
     * The secret that the file holds now, without a newline at its end.
     *
     * @throws IOException whose message says what is wrong with the file, and nothing of what it holds
     */
    public Secret read() throws IOException {
        String text = text().replaceFirst("\\R$", "");
        if (text.isEmpty()) {
            throw new IOException("the file is empty");
        }
        return new Secret(text);
    }

    private String text() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new IOException(
                    "expected a file this process may read (" + e.getClass().getSimpleName() + ")", e);
        }
        if (bytes.length > MOST_BYTES) {
            throw new IOException("the file is larger than " + MOST_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("the file is no text in UTF-8", e);
        }
    }

    /** Whether every user of this machine may read it; false where the file system knows no such permission. */
    public boolean readableByAll() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
    }
}
