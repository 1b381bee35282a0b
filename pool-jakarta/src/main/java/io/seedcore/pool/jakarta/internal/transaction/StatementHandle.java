package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.jakarta.internal.facade.Invocation;
import io.seedcore.pool.spi.SharedStatement;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What an application holds of a statement on a {@link ConnectionHandle}: tells of each call. Its result sets are the
 * pool's own, at no cost per value, and lead back to it.
 */
final class StatementHandle implements InvocationHandler {

    private final Statement statement;
    private final HandleTerms terms;

    private StatementHandle(Statement statement, HandleTerms terms) {
        this.statement = statement;
        this.terms = terms;
    }

    static Object of(Class<?> type, Statement statement, HandleTerms terms) throws SQLException {
        Object handle = Invocation.facade(type, terms.database() + " statement", new StatementHandle(statement, terms));
        statement.unwrap(SharedStatement.class).standBehind((Statement) handle);
        return handle;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "unwrap", "isWrapperFor" -> Unwrapping.of(proxy, statement, method, arguments);
            default -> terms.observed(statement, method, arguments);
        };
    }
}
