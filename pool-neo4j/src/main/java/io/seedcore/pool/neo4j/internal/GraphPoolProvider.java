package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.Pool;
import io.seedcore.pool.activity.BeanClasses;
import io.seedcore.pool.config.ApplicationSettings;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.config.Setting;
import io.seedcore.pool.config.SettingsReader;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.neo4j.GraphPoolSettings;
import io.seedcore.pool.neo4j.GraphSettingCatalog;
import io.seedcore.pool.spi.PoolProvider;
import io.seedcore.pool.spi.QueryLog;
import java.util.List;
import java.util.Optional;

/** Pools of Bolt connections to Neo4j. */
public final class GraphPoolProvider implements PoolProvider {

    @Override
    public Optional<PoolSettings> read(String name, SettingsReader reader) {
        return mayBeGraph(name) ? new GraphSettings(name, reader).read().map(settings -> settings) : Optional.empty();
    }

    @Override
    public boolean supports(PoolSettings settings) {
        return settings instanceof GraphPoolSettings;
    }

    @Override
    public Pool open(PoolSettings settings, ApplicationSettings application, BeanClasses beans, PoolListener listener) {
        QueryLog queries = application.queryMetrics() ? new QueryLog(settings.kind(), CypherText::shape) : null;
        return BoltGraphPool.open((GraphPoolSettings) settings, queries, listener);
    }

    @Override
    public List<Setting<?>> settings(String name) {
        return mayBeGraph(name) ? GraphSettingCatalog.of(name).all() : List.of();
    }

    private static boolean mayBeGraph(String name) {
        return !name.equals(DatabaseKind.POSTGRESQL.defaultName()) && !name.equals(DatabaseKind.MYSQL.defaultName());
    }
}
