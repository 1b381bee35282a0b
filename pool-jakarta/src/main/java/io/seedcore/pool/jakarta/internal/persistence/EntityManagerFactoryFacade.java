package io.seedcore.pool.jakarta.internal.persistence;

import io.seedcore.pool.jakarta.internal.facade.Invocation;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The EntityManagerFactory that is injected: opens the persistence unit when it is first used. */
final class EntityManagerFactoryFacade implements InvocationHandler {

    private final PersistenceUnit unit;

    private EntityManagerFactoryFacade(PersistenceUnit unit) {
        this.unit = unit;
    }

    static EntityManagerFactory of(PersistenceUnit unit) {
        return Invocation.bean(EntityManagerFactory.class, unit.database(), new EntityManagerFactoryFacade(unit));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("close")) {
            throw new IllegalStateException("SCP-303 " + unit.database()
                    + ": an injected EntityManagerFactory is closed by the container. Remove the call of close().");
        }
        return Invocation.of(unit.factory(), method, arguments);
    }
}
