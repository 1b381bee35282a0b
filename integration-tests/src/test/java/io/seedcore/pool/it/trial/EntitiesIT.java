package io.seedcore.pool.it.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.it.trial.orders.Purchase;
import io.seedcore.pool.it.trial.shelf.Book;
import io.seedcore.pool.it.trial.shelf.Topic;
import io.seedcore.pool.jakarta.Database;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.validation.ConstraintViolationException;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.ogm.cypher.ComparisonOperator;
import org.neo4j.ogm.cypher.Filter;
import org.neo4j.ogm.session.Session;

/** Two persistence units and a graph, whose entities nobody has listed. */
@Tag("entities")
class EntitiesIT extends TrialApplication {

    @Inject
    private Scopes scopes;

    @Inject
    private EntityManager postgresql;

    @Inject
    @Database("mysql")
    private EntityManager mysql;

    @Inject
    private Session neo4j;

    private final String name = UUID.randomUUID().toString();

    @Test
    void from_a_jar_of_the_application() throws Exception {
        scopes.inTransaction(() -> {
            postgresql.persist(new Book(name));
            neo4j.save(new Topic(name));
        });

        assertThat(Witness.books(name)).isEqualTo(1);
        assertThat(Witness.topics(name)).isEqualTo(1);
        assertThat(postgresql
                        .createQuery("select b from Book b where b.title = :title", Book.class)
                        .setParameter("title", name)
                        .getSingleResult()
                        .title())
                .isEqualTo(name);
        assertThat(neo4j.loadAll(Topic.class, new Filter("name", ComparisonOperator.EQUALS, name)))
                .singleElement()
                .satisfies(topic -> assertThat(topic.name()).isEqualTo(name));
    }

    @Test
    void sent_to_another_unit_by_their_package() throws Exception {
        scopes.inTransaction(() -> mysql.persist(new Purchase(name)));

        assertThat(Witness.purchases(name)).isEqualTo(1);
    }

    @Test
    void both_units_in_one_transaction() throws Exception {
        scopes.inTransaction(() -> {
            postgresql.persist(new Author(name));
            mysql.persist(new Parcel(name));
            mysql.persist(new Purchase(name));
            postgresql.persist(new Book(name));
        });

        assertThat(Witness.authors(name)).isEqualTo(1);
        assertThat(Witness.books(name)).isEqualTo(1);
        assertThat(Witness.parcels(name)).isEqualTo(1);
        assertThat(Witness.purchases(name)).isEqualTo(1);
    }

    @Test
    void an_entity_is_a_stranger_in_the_other_unit() {
        assertThatThrownBy(() -> scopes.inTransaction(() -> mysql.persist(new Author(name))))
                .hasStackTraceContaining("Author");
        assertThatThrownBy(() -> scopes.inTransaction(() -> postgresql.persist(new Parcel(name))))
                .hasStackTraceContaining("Parcel");

        assertThat(Witness.authors(name)).isZero();
        assertThat(Witness.parcels(name)).isZero();
    }

    @Test
    void rules_of_bean_validation_are_kept_when_stored_and_when_changed() throws Exception {
        assertThatThrownBy(() -> scopes.inTransaction(() -> postgresql.persist(new Member(" "))))
                .hasStackTraceContaining(ConstraintViolationException.class.getName())
                .hasStackTraceContaining("name");
        Member member = new Member(name);
        scopes.inTransaction(() -> postgresql.persist(member));
        assertThatThrownBy(() -> scopes.inTransaction(
                        () -> postgresql.find(Member.class, member.id()).rename("")))
                .hasStackTraceContaining(ConstraintViolationException.class.getName());

        assertThat(postgresql
                        .createQuery("select m.name from Member m where m.id = :id or m.name = ' '", String.class)
                        .setParameter("id", member.id())
                        .getResultList())
                .containsExactly(name);
    }
}
