package io.seedcore.pool.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.neo4j.model.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.ogm.cypher.ComparisonOperator;
import org.neo4j.ogm.cypher.Filter;
import org.neo4j.ogm.session.Session;
import org.neo4j.ogm.session.transaction.DefaultTransactionManager;
import org.neo4j.ogm.transaction.Transaction;

/** Entities are stored and found through sessions of the pool. */
@Tag("pools")
class SaveAndLoadTest {

    private static final EntityMapping PEOPLE = EntityMapping.of("io.seedcore.pool.neo4j.model");

    private static PoolRegistry registry;
    private final String name = "person-" + UUID.randomUUID();

    @BeforeAll
    static void open() {
        registry = GraphDatabases.shared("NEO4J_DATABASE", "neo4j");
        GraphDatabases.pool(registry).mapEntities(PEOPLE);
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    private static Session session() {
        return GraphDatabases.pool(registry).openSession();
    }

    private List<Person> stored() {
        return List.copyOf(session().loadAll(Person.class, new Filter("name", ComparisonOperator.EQUALS, name), 1));
    }

    @Test
    void savedWithARelationship_loadedByAnotherSession() {
        Person alice = new Person(name);
        alice.friends().add(new Person(name + "-friend"));
        session().save(alice);

        assertThat(stored())
                .singleElement()
                .satisfies(found -> assertThat(found.friends())
                        .singleElement()
                        .extracting(Person::name)
                        .isEqualTo(name + "-friend"));
    }

    @Test
    void rolledBack_notStored() {
        Session session = session();
        try (Transaction transaction = session.beginTransaction()) {
            session.save(new Person(name));
            transaction.rollback();
        }

        assertThat(stored()).isEmpty();
    }

    @Test
    void committed_stored() {
        Session session = session();
        try (Transaction transaction = session.beginTransaction()) {
            session.save(new Person(name));
            transaction.commit();
        }

        assertThat(stored()).hasSize(1);
    }

    @Test
    void driver_readsWhatTheSessionWrote() {
        session().save(new Person(name));

        assertThat(GraphDatabases.pool(registry)
                        .driver()
                        .executableQuery("MATCH (p:Person {name: $name}) RETURN p.name AS name")
                        .withParameters(Map.of("name", name))
                        .execute()
                        .records())
                .hasSize(1);
    }

    @Test
    void sessionFactoryClosedByACaller_poolServesOn() {
        GraphDatabases.pool(registry).sessionFactory().close();

        session().save(new Person(name));
        assertThat(stored()).hasSize(1);
    }

    @Test
    void sameMappingAgain_accepted_anotherOne_refused() {
        GraphPool pool = GraphDatabases.pool(registry);
        assertThat(pool.sessionFactory()).isNotNull();

        pool.mapEntities(EntityMapping.of("io.seedcore.pool.neo4j.model"));
        assertThatThrownBy(() -> pool.mapEntities(EntityMapping.of("somewhere.other")))
                .isInstanceOf(PoolException.class)
                .hasMessageStartingWith("SCP-209 neo4j: ")
                .hasMessageContaining("io.seedcore.pool.neo4j.model");
    }

    @Test
    void withoutMapping_queriesRun() {
        try (PoolRegistry unmapped = GraphDatabases.shared()) {
            GraphPool pool = GraphDatabases.pool(unmapped);

            assertThat(pool.openSession().queryForObject(Long.class, "RETURN 1", Map.of()))
                    .isEqualTo(1L);
            assertThat(pool.sessionFactory().metaData().persistentEntities()).isEmpty();
        }
    }

    @Test
    void singleClassMapped_othersUnknown() {
        try (PoolRegistry one = GraphDatabases.shared()) {
            GraphPool pool = GraphDatabases.pool(one);
            pool.mapEntities(EntityMapping.of(List.of(Person.class.getName())));

            pool.openSession().save(new Person(name));
            assertThat(stored()).hasSize(1);
        }
    }

    @Test
    void transactionManagerOfACaller_makesTheTransactionsOfEverySession() {
        AtomicInteger made = new AtomicInteger();
        try (PoolRegistry managed = GraphDatabases.shared()) {
            GraphPool pool = GraphDatabases.pool(managed);
            pool.mapEntities(PEOPLE.withTransactionManager((driver, session) -> {
                made.incrementAndGet();
                return new DefaultTransactionManager(driver, session);
            }));
            pool.openSession().save(new Person(name));
        }

        assertThat(made).hasValue(1);
        assertThat(stored()).hasSize(1);
    }

    @Test
    void classesOfAnotherLoader_foundFromAThreadWithoutIt() throws InterruptedException {
        try (PoolRegistry other = GraphDatabases.shared()) {
            GraphPool pool = GraphDatabases.pool(other);
            pool.mapEntities(PEOPLE);
            Thread foreign = new Thread(pool::sessionFactory);
            foreign.setContextClassLoader(ClassLoader.getPlatformClassLoader());
            foreign.start();
            foreign.join();

            pool.openSession().save(new Person(name));
            assertThat(stored()).hasSize(1);
        }
    }

    @Test
    void databaseThatDoesNotExist_saidByProbeAndWarmUp() {
        try (PoolRegistry wrong = GraphDatabases.shared("NEO4J_DATABASE", "nowhere")) {
            GraphPool pool = GraphDatabases.pool(wrong);

            assertThat(pool.probe(Duration.ofSeconds(20)).error()).contains("DatabaseNotFound");
            assertThatThrownBy(pool::warmUp).isInstanceOf(PoolException.class).hasMessageContaining("DatabaseNotFound");
            assertThatThrownBy(() -> pool.openSession().queryForObject(Long.class, "RETURN 1", Map.of()))
                    .hasStackTraceContaining("nowhere");
        }
    }
}
