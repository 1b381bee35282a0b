package io.seedcore.pool.jakarta.internal.graph;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.jakarta.internal.bean.BeanRecipe;
import io.seedcore.pool.jakarta.internal.bean.DatabaseBeans;
import io.seedcore.pool.jakarta.internal.bean.DefaultDatabase;
import io.seedcore.pool.jakarta.internal.entity.EntityCatalog;
import io.seedcore.pool.jakarta.internal.request.Requests;
import io.seedcore.pool.jakarta.internal.server.WorkExecutors;
import io.seedcore.pool.jakarta.internal.transaction.TransactionRoom;
import io.seedcore.pool.neo4j.GraphPoolSettings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.neo4j.driver.Driver;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.ogm.session.Session;
import org.neo4j.ogm.session.SessionFactory;

/** Neo4j for injection. */
public final class GraphBeans implements DatabaseBeans {

    private final PoolRegistry registry;
    private final TransactionRoom room;
    private final WorkExecutors executors;
    private final Requests requests;
    private final EntityCatalog entities;
    private final Map<String, GraphDatabase> databases = new ConcurrentHashMap<>();

    public GraphBeans(
            PoolRegistry registry,
            TransactionRoom room,
            WorkExecutors executors,
            Requests requests,
            EntityCatalog entities) {
        this.registry = registry;
        this.room = room;
        this.executors = executors;
        this.requests = requests;
        this.entities = entities;
    }

    @Override
    public String kind() {
        return "graph";
    }

    @Override
    public Set<Class<?>> types() {
        return Set.of(Session.class, SessionFactory.class, Driver.class, AsyncSession.class);
    }

    @Override
    public boolean serves(PoolSettings settings) {
        return settings instanceof GraphPoolSettings;
    }

    @Override
    public String preferred() {
        return DatabaseKind.NEO4J.defaultName();
    }

    @Override
    public String howToConfigure() {
        return "NEO4J_URI";
    }

    /**
     * A SessionFactory is a class without a constructor for proxies, so each injection point gets it as it is then. An
     * AsyncSession goes on on other threads than those of a request, so it is not looked up but belongs to who wants it.
     */
    @Override
    public List<BeanRecipe<?>> recipes(String name) {
        return List.of(
                new BeanRecipe<>(Session.class, Singleton.class, () -> SessionFacade.of(database(name))),
                new BeanRecipe<>(Driver.class, Singleton.class, () -> DriverFacade.of(database(name))),
                new BeanRecipe<>(
                        AsyncSession.class,
                        Dependent.class,
                        () -> database(name).openAsyncSession(executors),
                        AsyncSession::closeAsync),
                new BeanRecipe<>(
                        SessionFactory.class,
                        Dependent.class,
                        () -> database(name).pool().sessionFactory()));
    }

    private GraphDatabase database(String name) {
        return databases.computeIfAbsent(
                name, absent -> new GraphDatabase(name, registry, room, requests, entities, () -> isDefault(name)));
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
        database(name).pool().sessionFactory();
    }

    @Override
    public void close() {
        databases.values().forEach(GraphDatabase::close);
        databases.clear();
    }
}
