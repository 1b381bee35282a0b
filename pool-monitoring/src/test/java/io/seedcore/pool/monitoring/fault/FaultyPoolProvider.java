package io.seedcore.pool.monitoring.fault;

import io.seedcore.pool.Pool;
import io.seedcore.pool.activity.BeanClasses;
import io.seedcore.pool.config.ApplicationSettings;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.config.Setting;
import io.seedcore.pool.config.SettingsReader;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.spi.PoolProvider;
import java.util.List;
import java.util.Optional;

/** Opens {@link FaultyPool}s for whoever adds {@link FaultySettings} to a registry. */
public final class FaultyPoolProvider implements PoolProvider {

    @Override
    public Optional<PoolSettings> read(String name, SettingsReader reader) {
        return Optional.empty();
    }

    @Override
    public boolean supports(PoolSettings settings) {
        return settings instanceof FaultySettings;
    }

    @Override
    public Pool open(PoolSettings settings, ApplicationSettings application, BeanClasses beans, PoolListener listener) {
        return new FaultyPool((FaultySettings) settings);
    }

    @Override
    public List<Setting<?>> settings(String name) {
        return List.of();
    }
}
