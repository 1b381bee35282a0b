package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.neo4j.GraphAccessException;
import io.seedcore.pool.neo4j.GraphAcquisitionException;
import io.seedcore.pool.neo4j.GraphUnavailableException;
import java.util.function.Supplier;
import org.neo4j.driver.exceptions.Neo4jException;

/** Gives what a pool says through the driver the type of what pools throw, for those who do not work with the driver. */
final class PoolWords {

    private PoolWords() {}

    /** @throws PoolException where no connection could be had */
    static <T> T beginning(Supplier<T> begin) {
        try {
            return begin.get();
        } catch (GraphAcquisitionException e) {
            throw ofPool(e.stableCode(), e);
        } catch (GraphUnavailableException | GraphAccessException e) {
            throw ofPool(GraphUnavailableException.CODE, e);
        }
    }

    private static PoolException ofPool(String code, Neo4jException failure) {
        return new PoolException(code, String.valueOf(failure.getMessage()).substring(code.length() + 1), failure);
    }
}
