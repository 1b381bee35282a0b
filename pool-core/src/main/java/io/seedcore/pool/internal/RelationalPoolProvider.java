package io.seedcore.pool.internal;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.Pool;
import io.seedcore.pool.activity.BeanClasses;
import io.seedcore.pool.config.ApplicationSettings;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.config.RelationalSettingCatalog;
import io.seedcore.pool.config.RelationalSettings;
import io.seedcore.pool.config.Setting;
import io.seedcore.pool.config.SettingsReader;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.internal.session.SqlShape;
import io.seedcore.pool.spi.PoolProvider;
import io.seedcore.pool.spi.QueryLog;
import java.util.List;
import java.util.Optional;

/** Pools of JDBC connections to PostgreSQL, MySQL and MariaDB. */
public final class RelationalPoolProvider implements PoolProvider {

    @Override
    public Optional<PoolSettings> read(String name, SettingsReader reader) {
        return RelationalSettings.read(name, reader).map(settings -> settings);
    }

    @Override
    public boolean supports(PoolSettings settings) {
        return settings instanceof ConnectionPoolSettings;
    }

    @Override
    public Pool open(PoolSettings settings, ApplicationSettings application, BeanClasses beans, PoolListener listener) {
        QueryLog queries =
                application.queryMetrics() ? new QueryLog(settings.kind(), SqlShape.of(settings.kind())) : null;
        return new HikariConnectionPool((ConnectionPoolSettings) settings, queries, beans, listener);
    }

    @Override
    public List<Setting<?>> settings(String name) {
        if (name.equals(DatabaseKind.NEO4J.defaultName())) {
            return List.of();
        }
        DatabaseKind kind =
                name.equals(DatabaseKind.MYSQL.defaultName()) ? DatabaseKind.MYSQL : DatabaseKind.POSTGRESQL;
        return new RelationalSettingCatalog(name, kind).all(kind);
    }
}
