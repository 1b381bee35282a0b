package io.seedcore.pool.jakarta.internal.bean;

import io.seedcore.pool.config.PoolSettings;
import java.util.List;
import java.util.Set;

/** What databases of one kind give an application to inject. Thread-safe. */
public interface DatabaseBeans extends AutoCloseable {

    /** Such as {@code relational}, for messages. */
    String kind();

    /** What can be injected for each database. */
    Set<Class<?>> types();

    /** Whether databases configured like this are of this kind. */
    boolean serves(PoolSettings settings);

    /** The database that is meant where none is named, if it is among several. */
    String preferred();

    /** What to set so that there is one. */
    String howToConfigure();

    /** How to make each of {@link #types()} for one database. Connects to nothing. */
    List<BeanRecipe<?>> recipes(String database);

    /** Prepares a database for use, as far as that needs the database; whoever calls decides about threads. */
    void open(String database);

    /** Closes whatever was opened over the pools, but no pool. What cannot be closed is logged and keeps nothing else open. */
    @Override
    void close();
}
