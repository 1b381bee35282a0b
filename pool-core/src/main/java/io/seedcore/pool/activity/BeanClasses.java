package io.seedcore.pool.activity;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes of which an application's container makes beans, so that callers can be named by theirs. Whoever knows the
 * container adds them; looked up only when somebody asks who has a connection. Thread-safe.
 */
public final class BeanClasses {

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /** @param classes full names, of the classes themselves and of nothing that the container derives from them */
    public void add(Collection<String> classes) {
        names.addAll(classes);
    }

    /** @param name full name of a class */
    public boolean contains(String name) {
        return names.contains(name);
    }
}
