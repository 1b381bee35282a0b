package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.neo4j.GraphPoolSettings;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.neo4j.driver.Driver;
import org.neo4j.ogm.config.Configuration;
import org.neo4j.ogm.drivers.bolt.driver.BoltDriver;
import org.neo4j.ogm.transaction.Transaction;
import org.neo4j.ogm.transaction.TransactionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Neo4j-OGM's view of a driver that a pool owns. */
final class PooledBoltDriver extends BoltDriver {

    private static final Logger LOG = LoggerFactory.getLogger(PooledBoltDriver.class);

    private final GraphPoolSettings settings;

    PooledBoltDriver(GraphPoolSettings settings, Driver driver) {
        super(driver);
        this.settings = settings;
        configureSessionConfig(configuration(settings));
    }

    private static Configuration configuration(GraphPoolSettings settings) {
        Configuration.Builder configuration = new Configuration.Builder();
        settings.target().database().ifPresent(configuration::database);
        return configuration.build();
    }

    /** Does nothing: Neo4j-OGM would close the driver under everybody who uses the pool. */
    @Override
    public synchronized void close() {
        LOG.debug("{}: the session factory was closed; its pool stays open", settings.name());
    }

    /** Opens transactions as Neo4j-OGM does; what a pool says has the type of what pools throw. */
    @Override
    public Function<TransactionManager, BiFunction<Transaction.Type, Iterable<String>, Transaction>>
            getTransactionFactorySupplier() {
        var opening = super.getTransactionFactorySupplier();
        return manager -> {
            var open = opening.apply(manager);
            return (type, bookmarks) -> PoolWords.beginning(() -> open.apply(type, bookmarks));
        };
    }
}
