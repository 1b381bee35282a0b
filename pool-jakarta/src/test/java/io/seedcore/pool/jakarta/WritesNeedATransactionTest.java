package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.jakarta.app.City;
import io.seedcore.pool.jakarta.app.Person;
import io.seedcore.pool.jakarta.app.Stores;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TransactionRequiredException;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.ogm.session.Session;

@ExtendWith(SharedApplication.class)
class WritesNeedATransactionTest {

    private final Stores stores;
    private final EntityManager people;
    private final EntityManagerFactory factory;
    private final Session graph;

    WritesNeedATransactionTest(Stores stores, EntityManager people, EntityManagerFactory factory, Session graph) {
        this.stores = stores;
        this.people = people;
        this.factory = factory;
        this.graph = graph;
    }

    @Test
    void entityManager_saysWhatToAdd() throws Exception {
        Stream<ThrowingCallable> writes = Stream.of(
                () -> people.persist(new Person("x")),
                () -> people.merge(new Person("x")),
                () -> people.remove(new Person("x")),
                () -> people.refresh(new Person("x")),
                () -> people.lock(new Person("x"), LockModeType.PESSIMISTIC_WRITE),
                () -> people.find(Person.class, "x", LockModeType.PESSIMISTIC_WRITE),
                people::flush,
                people::joinTransaction,
                () -> people.createQuery("delete from Person").executeUpdate());
        stores.inRequest(Work.of(() -> writes.forEach(write -> assertThatThrownBy(write)
                .isInstanceOf(TransactionRequiredException.class)
                .hasMessageStartingWith("SCP-301 postgresql: ")
                .hasMessageContaining("Add @Transactional"))));
    }

    @Test
    void entityManager_readsWithoutOne() throws Exception {
        stores.inRequest(Work.of(() -> {
            assertThat(people.find(Person.class, "nobody")).isNull();
            assertThat(people.createQuery("select p from Person p where p.id = :id", Person.class)
                            .setParameter("id", "nobody")
                            .setMaxResults(1)
                            .getResultList())
                    .isEmpty();
        }));
    }

    @Test
    void session_saysWhatToAdd() throws Exception {
        Stream<ThrowingCallable> writes = Stream.of(
                () -> graph.save(new City("x")),
                () -> graph.delete(new City("x")),
                () -> graph.deleteAll(City.class),
                graph::beginTransaction,
                () -> graph.query("CREATE (:PjCity {name: 'x'})", Map.of()));
        stores.inRequest(Work.of(() -> writes.forEach(write -> assertThatThrownBy(write)
                .isInstanceOf(PoolException.class)
                .hasMessageStartingWith("SCP-301 neo4j: ")
                .hasMessageContaining("Add @Transactional"))));
    }

    @Test
    void outsideEverything_saysWhatToAdd() {
        Stream<ThrowingCallable> uses = Stream.of(
                () -> people.find(Person.class, "x"),
                () -> people.persist(new Person("x")),
                () -> graph.load(City.class, "x"));
        uses.forEach(use -> assertThatThrownBy(use)
                .isInstanceOf(ContextNotActiveException.class)
                .hasMessageStartingWith("SCP-302 ")
                .hasMessageContaining("@Transactional")
                .hasMessageContaining("@ActivateRequestContext"));
    }

    @Test
    void closingWhatWasInjected_refused() {
        Stream<ThrowingCallable> closes = Stream.of(people::close, factory::close);
        closes.forEach(close -> assertThatThrownBy(close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("SCP-303 "));
        assertThat(people.isOpen()).isTrue();
        assertThat(factory.isOpen()).isTrue();
    }

    @Test
    void ownTransactionOfTheEntityManager_refused() {
        assertThatThrownBy(people::getTransaction)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("SCP-303 ");
    }

    @Test
    void unwrap_leadsToHibernate() throws Exception {
        stores.required(Work.of(
                () -> assertThat(people.unwrap(org.hibernate.Session.class).isJoinedToTransaction())
                        .isTrue()));
        assertThat(factory.unwrap(org.hibernate.SessionFactory.class).isOpen()).isTrue();
        assertThat(people.getEntityManagerFactory().getMetamodel().entity(Person.class))
                .isNotNull();
    }
}
