package io.seedcore.pool.it.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.Pool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.jakarta.AsyncDatabase;
import io.seedcore.pool.jakarta.Database;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.driver.async.ResultCursor;
import org.neo4j.driver.exceptions.TransientException;
import org.neo4j.ogm.session.Session;
import org.neo4j.ogm.session.SessionFactory;

@Tag("injection")
class InjectionIT extends TrialApplication {

    @Inject
    private DataSource dataSource;

    @Inject
    @Database("postgresql")
    private DataSource postgresql;

    @Inject
    @Database("mysql")
    private DataSource mysql;

    @Inject
    private EntityManager entityManager;

    @Inject
    @Database("postgresql")
    private EntityManager postgresqlEntityManager;

    @Inject
    @Database("mysql")
    private EntityManager mysqlEntityManager;

    @Inject
    private EntityManagerFactory entityManagerFactory;

    @Inject
    @Database("postgresql")
    private EntityManagerFactory postgresqlEntityManagerFactory;

    @Inject
    @Database("mysql")
    private EntityManagerFactory mysqlEntityManagerFactory;

    @Inject
    private Session session;

    @Inject
    @Database("neo4j")
    private Session neo4jSession;

    @Inject
    private SessionFactory sessionFactory;

    @Inject
    @Database("neo4j")
    private SessionFactory neo4jSessionFactory;

    @Inject
    private Driver driver;

    @Inject
    @Database("neo4j")
    private Driver neo4jDriver;

    @Inject
    private AsyncDatabase async;

    @Inject
    @Database("mysql")
    private AsyncDatabase mysqlAsync;

    @Inject
    private AsyncSession asyncSession;

    @Inject
    private PoolRegistry registry;

    @Inject
    @Any
    private Instance<DataSource> allDataSources;

    @Test
    void data_sources() throws SQLException {
        assertThat(product(dataSource)).isEqualTo("PostgreSQL");
        assertThat(product(postgresql)).isEqualTo("PostgreSQL");
        assertThat(product(mysql)).isIn("MySQL", "MariaDB");
    }

    private static String product(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return connection.getMetaData().getDatabaseProductName();
        }
    }

    @Test
    void entity_managers() {
        assertThat(database(entityManager)).isEqualTo(database(postgresqlEntityManager));
        assertThat(database(mysqlEntityManager)).isNotBlank();
        assertThat(version(entityManager)).startsWith("PostgreSQL");
        assertThat(version(mysqlEntityManager)).doesNotStartWith("PostgreSQL");
    }

    private static String database(EntityManager manager) {
        return String.valueOf(manager.createNativeQuery(
                        "select " + (version(manager).startsWith("PostgreSQL") ? "current_database()" : "database()"))
                .getSingleResult());
    }

    private static String version(EntityManager manager) {
        return String.valueOf(manager.createNativeQuery("select version()").getSingleResult());
    }

    @Test
    void entity_manager_factories() {
        assertThat(names(entityManagerFactory)).contains("Author", "Book").doesNotContain("Parcel", "Purchase");
        assertThat(names(postgresqlEntityManagerFactory)).isEqualTo(names(entityManagerFactory));
        assertThat(names(mysqlEntityManagerFactory)).containsExactlyInAnyOrder("Parcel", "Purchase");
        try (EntityManager own = mysqlEntityManagerFactory.createEntityManager()) {
            assertThat(version(own)).isNotBlank();
        }
    }

    private static List<String> names(EntityManagerFactory factory) {
        return factory.getMetamodel().getEntities().stream()
                .map(entity -> entity.getName())
                .sorted()
                .toList();
    }

    @Test
    void sessions() {
        for (Session each : List.of(session, neo4jSession)) {
            assertThat(each.queryForObject(Integer.class, "RETURN 1 AS one", Map.of()))
                    .isEqualTo(1);
        }
    }

    @Test
    void session_factories() {
        assertThat(sessionFactory).isSameAs(neo4jSessionFactory);
        assertThat(sessionFactory.metaData().classInfo("Place")).isNotNull();
        assertThat(sessionFactory.metaData().classInfo("Topic")).isNotNull();
    }

    @Test
    void drivers() {
        for (Driver each : List.of(driver, neo4jDriver)) {
            assertThat(each.executableQuery("RETURN 1 AS one").execute().records())
                    .hasSize(1);
        }
    }

    @Test
    void asynchronous_databases_work_on_threads_of_the_server_in_the_callers_context() throws Exception {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        for (AsyncDatabase each : List.of(async, mysqlAsync)) {
            String seen = each.withTransaction(connection -> {
                        assertThat(Thread.currentThread().getContextClassLoader())
                                .isSameAs(context);
                        assertThat(namesOfTheComponent()).isNotNull();
                        return Thread.currentThread().getName() + " " + connection.isClosed();
                    })
                    .get(30, TimeUnit.SECONDS);
            assertThat(seen).doesNotContain("seedcore").endsWith(" false");
        }
        String dependent = async.withConnection(connection -> "")
                .thenApplyAsync(
                        done -> Thread.currentThread().getContextClassLoader() == context ? "in context" : "out")
                .get(30, TimeUnit.SECONDS);
        assertThat(dependent).isEqualTo("in context");
    }

    @SuppressWarnings("BanJNDI") // a constant name
    private static Object namesOfTheComponent() throws NamingException {
        return new InitialContext().lookup("java:comp/UserTransaction");
    }

    @Test
    void cancelled_work_is_cancelled_on_the_servers_threads_too() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Object> work = async.withConnection(connection -> {
            begun.countDown();
            try (Statement statement = connection.createStatement()) {
                return statement.execute("select pg_sleep(60)");
            } catch (SQLException e) {
                told.complete(e.getSQLState());
                throw e;
            }
        });
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        work.cancel(true);

        assertThat(told.get(30, TimeUnit.SECONDS)).isEqualTo("57014");
    }

    @Test
    void asynchronous_session() throws Exception {
        assertThat(asyncSession
                        .runAsync("RETURN 1 AS one")
                        .thenCompose(result -> result.singleAsync())
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS)
                        .get("one")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void asynchronous_sessions_work_on_threads_of_the_server_in_the_callers_context() throws Exception {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        asyncSession
                .executeReadAsync(transaction -> {
                    seen.add(threadIn(context));
                    return transaction
                            .runAsync("UNWIND range(1, 300000) AS a WITH a WHERE a % 3 = 1 RETURN count(a)")
                            .thenCompose(ResultCursor::consumeAsync)
                            .thenApply(read -> {
                                seen.add(threadIn(context));
                                if (seen.size() < 4) {
                                    throw new TransientException("Neo.TransientError.General.Unknown", "of the test");
                                }
                                return read;
                            });
                })
                .thenAccept(read -> seen.add(threadIn(context)))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertThat(seen)
                .hasSize(5)
                .noneMatch(thread -> thread.startsWith("Neo4jDriverIO") || thread.contains("seedcore"));
    }

    /** The name of this thread, which must have the context of the test. */
    private static String threadIn(ClassLoader context) {
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(context);
        try {
            assertThat(namesOfTheComponent()).isNotNull();
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
        return Thread.currentThread().getName();
    }

    @Test
    void a_cancelled_query_of_an_asynchronous_session_is_ended_and_the_next_one_runs() throws Exception {
        CompletableFuture<?> rows = asyncSession
                .runAsync("UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*)")
                .thenApply(ResultCursor::listAsync)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .toCompletableFuture();

        rows.cancel(true);

        assertThat(asyncSession
                        .runAsync("RETURN 1 AS one")
                        .thenCompose(ResultCursor::singleAsync)
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS)
                        .get("one")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void registry_with_a_pool_for_each_database() {
        assertThat(registry.names()).containsExactlyInAnyOrder("postgresql", "mysql", "neo4j");
        assertThat(registry.pools()).extracting(Pool::kind).containsExactlyInAnyOrder(DatabaseKind.values());
    }

    @Test
    void a_bean_for_each_database_and_no_more() {
        assertThat(allDataSources.stream()).hasSize(2);
        assertThat(allDataSources.select(Database.Literal.of("reporting")).isUnsatisfied())
                .isTrue();
    }

    @Test
    void what_is_injected_is_not_the_applications_to_close() {
        assertThatThrownBy(entityManager::close).hasMessageContaining("SCP-303");
        assertThatThrownBy(entityManagerFactory::close).hasMessageContaining("SCP-303");
        assertThatThrownBy(driver::close).hasMessageContaining("SCP-303");
    }

    @Test
    void a_connection_outside_a_transaction_commits_by_itself() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1")) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(row.next()).isTrue();
        }
    }
}
