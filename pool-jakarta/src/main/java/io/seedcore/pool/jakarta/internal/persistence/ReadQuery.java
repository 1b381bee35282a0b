package io.seedcore.pool.jakarta.internal.persistence;

import io.seedcore.pool.jakarta.internal.facade.Invocation;
import jakarta.persistence.Query;
import jakarta.persistence.TransactionRequiredException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A query made outside a transaction: it reads, and says what to add when it is asked to write. */
final class ReadQuery implements InvocationHandler {

    private final Query query;
    private final Supplier<TransactionRequiredException> required;

    private ReadQuery(Query query, Supplier<TransactionRequiredException> required) {
        this.query = query;
        this.required = required;
    }

    /** @param result of a call; anything but a query is given back as it is */
    static @Nullable Object of(
            @Nullable Object result, Class<?> declared, Supplier<TransactionRequiredException> required) {
        return result instanceof Query query && declared.isInterface()
                ? Invocation.facade(declared, query.toString(), new ReadQuery(query, required))
                : result;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("executeUpdate")) {
            throw required.get();
        }
        Object result = Invocation.of(query, method, arguments);
        return result == query ? proxy : result;
    }
}
