package io.seedcore.pool.war.access;

import io.seedcore.pool.config.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The token that a request presents, if any. */
record Bearer(@Nullable String token) {

    private static final String SCHEME = "Bearer ";

    static Bearer of(HttpServletRequest request) {
        return of(request.getHeader("Authorization"));
    }

    static Bearer of(@Nullable String header) {
        return new Bearer(
                header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                        ? header.substring(SCHEME.length()).strip()
                        : null);
    }

    /** Takes as long for a token that is nearly right as for any other; the digests make them equally long. */
    boolean presents(Secret expected) {
        return token != null && MessageDigest.isEqual(digest(token), digest(expected.reveal()));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return token == null ? "no token" : "a token";
    }
}
