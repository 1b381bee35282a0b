package io.seedcore.pool.neo4j;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.neo4j.ogm.driver.Driver;
import org.neo4j.ogm.session.Session;
import org.neo4j.ogm.transaction.TransactionManager;

/**
 * Which classes a pool's sessions store, and who begins and ends their transactions.
 *
 * @param packages packages, with those below them, or names of single classes; may be empty
 * @param classLoader finds the classes
 * @param transactionManager makes the transaction manager of each session; empty for Neo4j-OGM's own, which binds a
 *     transaction to its thread
 */
public record EntityMapping(
        Set<String> packages,
        ClassLoader classLoader,
        Optional<BiFunction<Driver, Session, TransactionManager>> transactionManager) {

    public EntityMapping {
        packages = Set.copyOf(packages);
    }

    /** The classes in {@code packages} as the context class loader of this thread finds them. */
    public static EntityMapping of(Collection<String> packages) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return new EntityMapping(
                Set.copyOf(packages),
                Objects.requireNonNullElseGet(context, EntityMapping.class::getClassLoader),
                Optional.empty());
    }

    /** The classes in {@code packages} as the context class loader of this thread finds them. */
    public static EntityMapping of(String... packages) {
        return of(List.of(packages));
    }

    /** The same with another transaction manager. Keep {@code factory}: mappings with different ones are not equal. */
    public EntityMapping withTransactionManager(BiFunction<Driver, Session, TransactionManager> factory) {
        return new EntityMapping(packages, classLoader, Optional.of(factory));
    }
}
