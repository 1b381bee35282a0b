package io.seedcore.pool.jakarta.internal.persistence;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.SchemaAction;
import io.seedcore.pool.jakarta.internal.entity.EntityCatalog;
import io.seedcore.pool.jakarta.internal.transaction.TransactionRoom;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceProvider;

/** Makes the {@link EntityManagerFactory} of one database. */
record UnitOpening(
        String database,
        boolean isDefault,
        PoolRegistry registry,
        TransactionRoom room,
        EntityCatalog entities,
        BeanManager beans) {

    /** Never joins a running transaction: what Hibernate does with the database while it starts is not part of it. */
    EntityManagerFactory open() {
        return room.outside(this::openNow);
    }

    private EntityManagerFactory openNow() {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(entities.loader());
        try {
            UnitDataSource dataSource = new UnitDataSource(database, registry, room);
            checkReachable(dataSource);
            EntityManagerFactory factory = new HibernatePersistenceProvider()
                    .createContainerEntityManagerFactory(info(dataSource), properties());
            dataSource.opened();
            return factory;
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    /** Hibernate would go on without a connection and fail later, with a message about dialects. */
    private void checkReachable(UnitDataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            connection.getMetaData();
        } catch (SQLException e) {
            throw new PersistenceException(
                    "SCP-304 " + database + ": the persistence unit could not be opened; it is tried again on the next"
                            + " use. " + e.getMessage(),
                    e);
        }
    }

    private UnitInfo info(UnitDataSource dataSource) {
        return new UnitInfo(
                database,
                room.hasTransactions(),
                dataSource,
                List.copyOf(entities.relational(database, isDefault)),
                entities.loader());
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        room.services()
                .ifPresent(services -> properties.put(AvailableSettings.JTA_PLATFORM, new RoomJtaPlatform(services)));
        properties.put(AvailableSettings.JAKARTA_CDI_BEAN_MANAGER, beans);
        properties.put(AvailableSettings.JAKARTA_HBM2DDL_DATABASE_ACTION, schemaAction());
        return properties;
    }

    private String schemaAction() {
        SchemaAction action = registry.settings(database)
                .map(ConnectionPoolSettings.class::cast)
                .map(settings -> settings.behaviour().schemaAction())
                .orElse(SchemaAction.NONE);
        return action.name().toLowerCase(Locale.ROOT);
    }
}
