package io.seedcore.pool.it.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.it.trial.Scopes.Foreseen;
import io.seedcore.pool.it.trial.Scopes.Unforeseen;
import io.seedcore.pool.jakarta.Database;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TransactionRequiredException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.ogm.session.Session;

@Tag("transactions")
class TransactionsIT extends TrialApplication {

    @Inject
    private Scopes scopes;

    @Inject
    private EntityManager postgresql;

    @Inject
    @Database("mysql")
    private EntityManager mysql;

    @Inject
    private Session neo4j;

    @Inject
    private DataSource dataSource;

    @Inject
    @Database("mysql")
    private DataSource mysqlDataSource;

    @Inject
    private PoolRegistry registry;

    @Inject
    private UserTransaction userTransaction;

    private final String name = UUID.randomUUID().toString();
    private final String other = UUID.randomUUID().toString();

    @AfterEach
    void every_connection_came_back() {
        assertThat(registry.pools())
                .allSatisfy(pool -> assertThat(pool.stats())
                        .as(pool.name())
                        .extracting(PoolStats::checkedOut)
                        .isEqualTo(0));
        assertThat(Witness.postgresSessionsInTransaction()).isZero();
    }

    @Test
    void postgresql_commits() throws Exception {
        scopes.inTransaction(() -> {
            postgresql.persist(new Author(name));
            postgresql.flush();
            assertThat(Witness.authors(name)).isZero();
        });

        assertThat(Witness.authors(name)).isEqualTo(1);
    }

    @Test
    void postgresql_rolls_back() {
        assertThatThrownBy(() -> scopes.inTransaction(() -> {
                    postgresql.persist(new Author(name));
                    postgresql.flush();
                    throw new Unforeseen();
                }))
                .isInstanceOf(Unforeseen.class);

        assertThat(Witness.authors(name)).isZero();
    }

    @Test
    void mysql_commits() throws Exception {
        scopes.inTransaction(() -> {
            mysql.persist(new Parcel(name));
            mysql.flush();
            assertThat(Witness.parcels(name)).isZero();
        });

        assertThat(Witness.parcels(name)).isEqualTo(1);
    }

    @Test
    void mysql_rolls_back() {
        assertThatThrownBy(() -> scopes.inTransaction(() -> {
                    mysql.persist(new Parcel(name));
                    mysql.flush();
                    throw new Unforeseen();
                }))
                .isInstanceOf(Unforeseen.class);

        assertThat(Witness.parcels(name)).isZero();
    }

    @Test
    void neo4j_commits() throws Exception {
        scopes.inTransaction(() -> {
            neo4j.save(new Place(name));
            assertThat(Witness.places(name)).isZero();
        });

        assertThat(Witness.places(name)).isEqualTo(1);
    }

    @Test
    void neo4j_rolls_back() {
        assertThatThrownBy(() -> scopes.inTransaction(() -> {
                    neo4j.save(new Place(name));
                    throw new Unforeseen();
                }))
                .isInstanceOf(Unforeseen.class);

        assertThat(Witness.places(name)).isZero();
    }

    @Test
    void plain_connections_take_part() throws Exception {
        scopes.inTransaction(() -> insert(name));
        assertThatThrownBy(() -> scopes.inTransaction(() -> {
                    insert(other);
                    throw new Unforeseen();
                }))
                .isInstanceOf(Unforeseen.class);

        assertThat(Witness.authors(name)).isEqualTo(1);
        assertThat(Witness.authors(other)).isZero();
    }

    private void insert(String author) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("insert into Author (id, name) values (?, ?)")) {
            statement.setLong(1, author.hashCode() - 10_000_000_000L);
            statement.setString(2, author);
            statement.executeUpdate();
        }
    }

    @Test
    void an_inner_new_transaction_stays_when_the_outer_fails() {
        assertThatThrownBy(() -> scopes.inTransaction(() -> {
                    postgresql.persist(new Author(name));
                    scopes.inNewTransaction(() -> {
                        postgresql.persist(new Author(other));
                        mysql.persist(new Parcel(other));
                    });
                    throw new Unforeseen();
                }))
                .isInstanceOf(Unforeseen.class);

        assertThat(Witness.authors(name)).isZero();
        assertThat(Witness.authors(other)).isEqualTo(1);
        assertThat(Witness.parcels(other)).isEqualTo(1);
    }

    @Test
    void an_outer_transaction_survives_the_failure_of_an_inner_new_one() throws Exception {
        scopes.inTransaction(() -> {
            postgresql.persist(new Author(name));
            assertThatThrownBy(() -> scopes.inNewTransaction(() -> {
                        neo4j.save(new Place(other));
                        postgresql.persist(new Author(other));
                        throw new Unforeseen();
                    }))
                    .isInstanceOf(Unforeseen.class);
            neo4j.save(new Place(name));
        });

        assertThat(Witness.authors(name)).isEqualTo(1);
        assertThat(Witness.places(name)).isEqualTo(1);
        assertThat(Witness.authors(other)).isZero();
        assertThat(Witness.places(other)).isZero();
    }

    @Test
    void a_checked_exception_commits_as_the_specification_says() {
        assertThatThrownBy(() -> scopes.inTransaction(() -> {
                    postgresql.persist(new Author(name));
                    throw new Foreseen();
                }))
                .isInstanceOf(Foreseen.class);

        assertThat(Witness.authors(name)).isEqualTo(1);
    }

    @Test
    void a_checked_exception_rolls_back_where_the_application_says_so() {
        assertThatThrownBy(() -> scopes.rolledBackWhenForeseen(() -> {
                    postgresql.persist(new Author(name));
                    mysql.persist(new Parcel(name));
                    throw new Foreseen();
                }))
                .isInstanceOf(Foreseen.class);

        assertThat(Witness.authors(name)).isZero();
        assertThat(Witness.parcels(name)).isZero();
    }

    @Test
    void all_three_databases_commit_together() throws Exception {
        scopes.inTransaction(() -> {
            postgresql.persist(new Author(name));
            mysql.persist(new Parcel(name));
            neo4j.save(new Place(name));
        });

        assertThat(Witness.authors(name)).isEqualTo(1);
        assertThat(Witness.parcels(name)).isEqualTo(1);
        assertThat(Witness.places(name)).isEqualTo(1);
    }

    @Test
    void all_three_databases_roll_back_together() {
        assertThatThrownBy(() -> scopes.inTransaction(() -> {
                    postgresql.persist(new Author(name));
                    mysql.persist(new Parcel(name));
                    neo4j.save(new Place(name));
                    throw new Unforeseen();
                }))
                .isInstanceOf(Unforeseen.class);

        assertThat(Witness.authors(name)).isZero();
        assertThat(Witness.parcels(name)).isZero();
        assertThat(Witness.places(name)).isZero();
    }

    @Test
    void a_refusal_at_commit_rolls_back_the_other_databases() throws Exception {
        scopes.inTransaction(() -> postgresql.persist(new Author(name)));

        assertThatThrownBy(() -> scopes.inTransaction(() -> {
                    mysql.persist(new Parcel(name));
                    neo4j.save(new Place(name));
                    postgresql.persist(new Author(name));
                }))
                .hasStackTraceContaining("RollbackException");

        assertThat(Witness.authors(name)).isEqualTo(1);
        assertThat(Witness.parcels(name)).isZero();
        assertThat(Witness.places(name)).isZero();
    }

    @Test
    void a_failed_statement_that_was_swallowed_is_not_taken_for_success() {
        assertThatThrownBy(() -> scopes.inTransaction(() -> {
                    insert(name);
                    assertThatThrownBy(() -> insert(name)).isInstanceOf(SQLException.class);
                }))
                .hasStackTraceContaining("SCP-322");

        assertThat(Witness.authors(name)).isZero();
    }

    @Test
    void a_transaction_begun_by_hand_takes_everything_with_it() throws Exception {
        userTransaction.begin();
        postgresql.persist(new Author(name));
        mysql.persist(new Parcel(name));
        userTransaction.rollback();

        userTransaction.begin();
        postgresql.persist(new Author(other));
        userTransaction.commit();

        assertThat(Witness.authors(name)).isZero();
        assertThat(Witness.parcels(name)).isZero();
        assertThat(Witness.authors(other)).isEqualTo(1);
    }

    @Test
    void a_transaction_marked_for_rollback_stores_nothing() throws Exception {
        userTransaction.begin();
        postgresql.persist(new Author(name));
        userTransaction.setRollbackOnly();
        userTransaction.rollback();

        assertThat(Witness.authors(name)).isZero();
    }

    /** Servers look at the time only every few seconds. */
    @Test
    void a_transaction_whose_time_is_up_stores_nothing() throws Exception {
        userTransaction.setTransactionTimeout(1);
        try {
            userTransaction.begin();
            postgresql.persist(new Author(name));
            postgresql.flush();
            assertThatThrownBy(() -> {
                        for (int half = 0; half < 60 && userTransaction.getStatus() == Status.STATUS_ACTIVE; half++) {
                            postgresql.createNativeQuery("select pg_sleep(0.5)").getResultList();
                        }
                        userTransaction.commit();
                    })
                    .isNotNull();
        } finally {
            if (userTransaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                userTransaction.rollback();
            }
            userTransaction.setTransactionTimeout(0);
        }

        assertThat(Witness.authors(name)).isZero();
        postgresql_commits();
    }

    @Test
    void work_outside_a_transaction_sees_nothing_of_it() throws Exception {
        scopes.inTransaction(() -> {
            postgresql.persist(new Author(name));
            postgresql.flush();
            neo4j.save(new Place(name));
            assertThat(countedInPostgresql()).isEqualTo(1);
            assertThat(countedInNeo4j()).isEqualTo(1);
            scopes.withoutTransaction(() -> {
                assertThat(countedInPostgresql()).isZero();
                assertThat(countedInNeo4j()).isZero();
            });
        });

        assertThat(countedInPostgresql()).isEqualTo(1);
        assertThat(countedInNeo4j()).isEqualTo(1);
    }

    private long countedInPostgresql() {
        return postgresql
                .createQuery("select count(a) from Author a where a.name = :name", Long.class)
                .setParameter("name", name)
                .getSingleResult();
    }

    private long countedInNeo4j() {
        return neo4j.queryForObject(
                Long.class, "MATCH (place:Place {name: $name}) RETURN count(place)", Map.of("name", name));
    }

    @Test
    void a_connection_ends_with_its_transaction() throws Exception {
        List<Connection> kept = new ArrayList<>();
        scopes.inTransaction(() -> kept.add(dataSource.getConnection()));

        assertThatThrownBy(kept.get(0)::createStatement).hasMessageContaining("SCP-328");
    }

    @Test
    void one_transaction_has_one_connection_of_each_pool() throws Exception {
        scopes.inTransaction(() -> {
            long session = sessionOf(dataSource, "select pg_backend_pid()");
            assertThat(sessionOf(dataSource, "select pg_backend_pid()")).isEqualTo(session);
            assertThat(sessionOf(postgresql, "select pg_backend_pid()")).isEqualTo(session);
            assertThat(checkedOut("postgresql")).isEqualTo(1);

            long mysqlSession = sessionOf(mysqlDataSource, "select connection_id()");
            assertThat(sessionOf(mysql, "select connection_id()")).isEqualTo(mysqlSession);
            assertThat(checkedOut("mysql")).isEqualTo(1);

            neo4j.save(new Place(name));
            neo4j.save(new Place(other));
            assertThat(checkedOut("neo4j")).isEqualTo(1);

            scopes.inNewTransaction(() -> {
                assertThat(sessionOf(postgresql, "select pg_backend_pid()")).isNotEqualTo(session);
                assertThat(checkedOut("postgresql")).isEqualTo(2);
            });
        });
    }

    private static long sessionOf(DataSource source, String query) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long sessionOf(EntityManager manager, String query) {
        return ((Number) manager.createNativeQuery(query).getSingleResult()).longValue();
    }

    private int checkedOut(String database) {
        return registry.pool(database).stats().checkedOut();
    }

    @Test
    void a_connection_of_a_transaction_refuses_to_end_it() throws Exception {
        scopes.inTransaction(() -> {
            try (Connection connection = dataSource.getConnection()) {
                assertThatThrownBy(connection::commit).hasMessageContaining("SCP-320");
                assertThatThrownBy(connection::rollback).hasMessageContaining("SCP-320");
                assertThatThrownBy(() -> connection.setAutoCommit(true)).hasMessageContaining("SCP-320");
            }
        });
    }

    @Test
    void a_write_without_a_transaction_is_refused() {
        assertThatThrownBy(() -> postgresql.persist(new Author(name)))
                .isInstanceOf(TransactionRequiredException.class)
                .hasMessageContaining("SCP-301");
        assertThatThrownBy(() -> mysql.persist(new Parcel(name)))
                .isInstanceOf(TransactionRequiredException.class)
                .hasMessageContaining("SCP-301");
        assertThatThrownBy(() -> neo4j.save(new Place(name))).hasMessageContaining("SCP-301");
        assertThatThrownBy(() -> neo4j.query("CREATE (:Place {name: $name})", Map.of("name", name)))
                .hasMessageContaining("SCP-301");

        assertThat(Witness.authors(name)).isZero();
        assertThat(Witness.parcels(name)).isZero();
        assertThat(Witness.places(name)).isZero();
    }

    @Test
    void a_read_needs_no_transaction() {
        assertThat(postgresql
                        .createQuery("select count(a) from Author a where a.name = :name", Long.class)
                        .setParameter("name", name)
                        .getSingleResult())
                .isZero();
        assertThat(mysql.createQuery("select count(p) from Parcel p where p.label = :name", Long.class)
                        .setParameter("name", name)
                        .getSingleResult())
                .isZero();
        assertThat(neo4j.countEntitiesOfType(Place.class)).isNotNegative();
    }
}
