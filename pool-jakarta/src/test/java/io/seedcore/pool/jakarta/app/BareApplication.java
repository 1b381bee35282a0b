package io.seedcore.pool.jakarta.app;

import io.seedcore.pool.jakarta.internal.cdi.PoolExtension;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.UUID;
import java.util.concurrent.Callable;

/** An application run by a class loader that has only the libraries that are always needed. */
public final class BareApplication implements Callable<String> {

    public BareApplication() {}

    @Override
    public String call() {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new PoolExtension())
                .addBeanClasses(PlainStores.class)
                .initialize()) {
            PlainStores stores = container.select(PlainStores.class).get();
            String id = UUID.randomUUID().toString();
            stores.savePersonInOwnTransaction(id);
            return "saved " + stores.hasPerson(id) + ", graph library " + has("org.neo4j.ogm.session.Session")
                    + ", configuration library " + has("org.eclipse.microprofile.config.Config");
        }
    }

    private static boolean has(String className) {
        try {
            Class.forName(className);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
