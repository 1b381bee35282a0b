package io.seedcore.pool.jakarta.internal.persistence;

import io.seedcore.pool.jakarta.internal.facade.Invocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The EntityManager that is injected: one for all threads, which passes each call to that of the running transaction,
 * or for reads to that of the request.
 */
final class EntityManagerFacade implements InvocationHandler {

    private final PersistenceUnit unit;
    private final EntityManagerFactory factory;

    private EntityManagerFacade(PersistenceUnit unit, EntityManagerFactory factory) {
        this.unit = unit;
        this.factory = factory;
    }

    static EntityManager of(PersistenceUnit unit) {
        return Invocation.bean(
                EntityManager.class,
                unit.database(),
                new EntityManagerFacade(unit, EntityManagerFactoryFacade.of(unit)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "isOpen" -> true;
            case "close" ->
                throw new IllegalStateException("SCP-303 " + unit.database()
                        + ": an injected EntityManager is closed by the container. Remove the call of close().");
            case "getEntityManagerFactory" -> factory;
            case "getCriteriaBuilder" -> factory.getCriteriaBuilder();
            case "getMetamodel" -> factory.getMetamodel();
            case "getTransaction" -> transaction(method, arguments);
            default -> unit.call(method, arguments);
        };
    }

    private @Nullable Object transaction(Method method, Object @Nullable [] arguments) throws Throwable {
        if (unit.isLocal()) {
            return unit.call(method, arguments);
        }
        throw new IllegalStateException("SCP-303 " + unit.database()
                + ": an injected EntityManager takes part in the container's transactions and has none of its own. Use"
                + " @Transactional or UserTransaction instead of getTransaction().");
    }
}
