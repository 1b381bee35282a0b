package io.seedcore.pool.spi;

import io.seedcore.pool.config.Secret;
import java.util.Objects;
import java.util.Optional;

/**
 * As whom a pool connects.
 *
 * @param password empty where the server asks for none
 */
public record Credentials(String user, Optional<Secret> password) {

    public Credentials {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    public static Credentials of(String user, String password) {
        return new Credentials(user, Optional.of(new Secret(password)));
    }
}
