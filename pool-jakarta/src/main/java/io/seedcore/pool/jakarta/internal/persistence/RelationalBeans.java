package io.seedcore.pool.jakarta.internal.persistence;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.jakarta.AsyncDatabase;
import io.seedcore.pool.jakarta.internal.async.PooledAsyncDatabase;
import io.seedcore.pool.jakarta.internal.bean.BeanRecipe;
import io.seedcore.pool.jakarta.internal.bean.DatabaseBeans;
import io.seedcore.pool.jakarta.internal.bean.DefaultDatabase;
import io.seedcore.pool.jakarta.internal.entity.EntityCatalog;
import io.seedcore.pool.jakarta.internal.request.Requests;
import io.seedcore.pool.jakarta.internal.server.WorkExecutors;
import io.seedcore.pool.jakarta.internal.transaction.InjectedDataSource;
import io.seedcore.pool.jakarta.internal.transaction.TransactionRoom;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** PostgreSQL and MySQL for injection. */
public final class RelationalBeans implements DatabaseBeans {

    private final PoolRegistry registry;
    private final TransactionRoom room;
    private final WorkExecutors executors;
    private final Requests requests;
    private final EntityCatalog entities;
    private final BeanManager beans;
    private final Map<String, Database> databases = new ConcurrentHashMap<>();

    public RelationalBeans(
            PoolRegistry registry,
            TransactionRoom room,
            WorkExecutors executors,
            Requests requests,
            EntityCatalog entities,
            BeanManager beans) {
        this.registry = registry;
        this.room = room;
        this.executors = executors;
        this.requests = requests;
        this.entities = entities;
        this.beans = beans;
    }

    /** What there is once for each database. */
    private record Database(InjectedDataSource dataSource, PersistenceUnit unit) {}

    @Override
    public String kind() {
        return "relational";
    }

    @Override
    public Set<Class<?>> types() {
        return Set.of(DataSource.class, AsyncDatabase.class, EntityManager.class, EntityManagerFactory.class);
    }

    @Override
    public boolean serves(PoolSettings settings) {
        return settings instanceof ConnectionPoolSettings;
    }

    @Override
    public String preferred() {
        return DatabaseKind.POSTGRESQL.defaultName();
    }

    @Override
    public String howToConfigure() {
        return "POSTGRES_HOST or MYSQL_HOST";
    }

    @Override
    public List<BeanRecipe<?>> recipes(String name) {
        return List.of(
                new BeanRecipe<>(
                        DataSource.class, Singleton.class, () -> database(name).dataSource()),
                new BeanRecipe<>(
                        AsyncDatabase.class, Singleton.class, () -> new PooledAsyncDatabase(name, registry, executors)),
                new BeanRecipe<>(
                        EntityManagerFactory.class,
                        Singleton.class,
                        () -> EntityManagerFactoryFacade.of(database(name).unit())),
                new BeanRecipe<>(
                        EntityManager.class,
                        Singleton.class,
                        () -> EntityManagerFacade.of(database(name).unit())));
    }

    private Database database(String name) {
        return databases.computeIfAbsent(name, this::create);
    }

    private Database create(String name) {
        InjectedDataSource dataSource = new InjectedDataSource(name, registry, room);
        UnitOpening opening = new UnitOpening(name, isDefault(name), registry, room, entities, beans);
        return new Database(dataSource, new PersistenceUnit(name, opening, room, requests));
    }

    private boolean isDefault(String name) {
        List<String> names = registry.settings().stream()
                .filter(this::serves)
                .map(PoolSettings::name)
                .toList();
        return DefaultDatabase.among(names, preferred()).filter(name::equals).isPresent();
    }

    @Override
    public void open(String name) {
        database(name).unit().factory();
    }

    @Override
    public void close() {
        databases.values().forEach(database -> database.unit().close());
    }
}
