package io.seedcore.pool.it.drill;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import java.util.Set;

/** What an application does with a database through its pool, the same for every kind. Thread-safe. */
interface Work {

    /** Asks for {@code value} and gets it. */
    long ask(long value) throws Exception;

    /** Writes a mark; it is kept once this has returned. */
    void mark(long value) throws Exception;

    /** Every mark there is. */
    Set<Long> marks() throws Exception;

    /** Makes room for marks, or deletes those there are. */
    void clear() throws Exception;

    /** Work through the pool of this kind in {@code registry}. */
    static Work through(PoolRegistry registry, DevDatabaseKind kind) {
        return kind == DevDatabaseKind.NEO4J
                ? new GraphWork(registry)
                : new RelationalWork(registry.connectionPool(kind.settingName())::getConnection);
    }

    /** Asks without any pool, over a connection of its own. */
    static void askDirectly(DevDatabase database) throws Exception {
        if (database.kind() == DevDatabaseKind.NEO4J) {
            GraphWork.askDirectly(database);
        } else {
            Databases.askDirectly(database);
        }
    }

    /** As {@link #clear()}, without any pool. */
    static void clearDirectly(DevDatabase database) throws Exception {
        if (database.kind() == DevDatabaseKind.NEO4J) {
            GraphWork.clearDirectly(database);
        } else {
            new RelationalWork(() -> Databases.direct(database)).clear();
        }
    }
}
