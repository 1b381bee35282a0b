package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.config.Durations;
import io.seedcore.pool.neo4j.GraphPoolSettings;
import io.seedcore.pool.neo4j.GraphSettingCatalog;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.ClientException;
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
    private final GraphStats stats;

    PooledBoltDriver(GraphPoolSettings settings, Driver driver, GraphStats stats) {
        super(driver);
        this.settings = settings;
        this.stats = stats;
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

    /** Opens transactions as Neo4j-OGM does, and says what is to be done when the pool has no connection for one. */
    @Override
    public Function<TransactionManager, BiFunction<Transaction.Type, Iterable<String>, Transaction>>
            getTransactionFactorySupplier() {
        var opening = super.getTransactionFactorySupplier();
        return manager -> {
            var open = opening.apply(manager);
            return (type, bookmarks) -> {
                try {
                    return open.apply(type, bookmarks);
                } catch (ClientException e) {
                    throw DriverFailure.isAcquisitionTimeout(e) ? noConnection(e) : e;
                }
            };
        };
    }

    private PoolException noConnection(ClientException cause) {
        PoolStats now = stats.now();
        String within = "no connection within " + Durations.seconds(settings.acquisitionTimeout()) + " s";
        return now.checkedOut() >= settings.poolSize()
                ? new PoolException(
                        "SCP-201",
                        settings.name() + ": pool limit of size " + settings.poolSize() + " reached, " + within
                                + " (waiting " + now.pending() + "). End transactions sooner, or raise "
                                + GraphSettingCatalog.of(settings.name())
                                        .poolSize()
                                        .name() + ".",
                        cause)
                : new PoolException(
                        "SCP-202",
                        settings.name() + ": " + within + " from " + settings.address() + " (" + now.failed()
                                + " attempts to open one failed so far). Check that the server runs and can be reached.",
                        cause);
    }
}
