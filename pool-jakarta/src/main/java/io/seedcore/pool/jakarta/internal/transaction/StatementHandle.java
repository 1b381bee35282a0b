package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.jakarta.internal.facade.Invocation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What an application holds of a statement on a transaction's connection: leads back to no other connection than the
 * one it was made on, and notes failures. Its result sets are the driver's or the pool's own, at no cost per value.
 */
final class StatementHandle implements InvocationHandler {

    private final Statement statement;
    private final Connection connection;
    private final ConnectionParticipant participant;

    private StatementHandle(Statement statement, Connection connection, ConnectionParticipant participant) {
        this.statement = statement;
        this.connection = connection;
        this.participant = participant;
    }

    /** @param connection the handle on which it was made */
    static <T> T of(Class<T> type, Statement statement, Connection connection, ConnectionParticipant participant) {
        return Invocation.facade(
                type,
                participant.database() + " statement in a transaction",
                new StatementHandle(statement, connection, participant));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "getConnection" -> connection;
            case "unwrap", "isWrapperFor" -> Unwrapping.of(proxy, statement, method, arguments);
            default -> participant.observed(statement, method, arguments);
        };
    }
}
