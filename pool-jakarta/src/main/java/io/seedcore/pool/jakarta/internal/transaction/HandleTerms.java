package io.seedcore.pool.jakarta.internal.transaction;

import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** On what terms an application uses a connection that is not its own to give back. */
public interface HandleTerms {

    /** Its name, for messages. */
    String database();

    /** Whether what it was for is over. */
    boolean isOver();

    /** @throws SQLException where it does nothing more, saying why */
    void check() throws SQLException;

    /** How the transaction ends that is not the application's to end; empty where transactions are its own. */
    Optional<String> ending();

    /** What {@code target}, the connection or something made on it, answers. */
    @Nullable
    Object observed(Object target, Method method, Object @Nullable [] arguments) throws Throwable;
}
