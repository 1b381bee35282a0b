package io.seedcore.pool.jakarta.internal.server;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** A name in JNDI, where there is JNDI and the name. */
final class Jndi {

    private Jndi() {}

    @SuppressWarnings("BanJNDI") // the names are constants of ours
    static <T> Optional<T> find(String name, Class<T> type) {
        try {
            Object found = new InitialContext().lookup(name);
            return type.isInstance(found) ? Optional.of(type.cast(found)) : Optional.empty();
        } catch (NamingException e) {
            return Optional.empty();
        }
    }
}
