package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.activity.Caller;
import io.seedcore.pool.activity.Holder;
import io.seedcore.pool.dev.DevDatabases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who has a connection is named by the class of the bean, whatever the container has put round it. */
class HoldersAreNamedByTheirBeanTest {

    private static SeApplication application;

    @BeforeAll
    static void start() {
        Map<String, String> settings =
                new HashMap<>(DevDatabases.shared().postgresql().environment());
        application = SeApplication.start(settings, Orders.class, Invoices.class, Archive.class);
    }

    @AfterAll
    static void end() {
        application.close();
    }

    /** Not a bean: what works on a connection for one. */
    static class Rows {

        static Caller heldDuring(DataSource source, Supplier<Holder> holder) throws SQLException {
            try (Connection connection = source.getConnection()) {
                assertThat(connection.isClosed()).isFalse();
                return CompletableFuture.supplyAsync(holder).join().caller();
            }
        }
    }

    /** Nothing is put round it. */
    @Dependent
    static class Orders {

        @Inject
        DataSource source;

        Caller export(Supplier<Holder> holder) throws SQLException {
            try (Connection connection = source.getConnection()) {
                assertThat(connection.isClosed()).isFalse();
                return CompletableFuture.supplyAsync(holder).join().caller();
            }
        }

        Caller exportRows(Supplier<Holder> holder) throws SQLException {
            return Rows.heldDuring(source, holder);
        }
    }

    /** Behind a proxy of its scope, and intercepted by a subclass. */
    @ApplicationScoped
    static class Invoices {

        @Inject
        DataSource source;

        @Transactional
        public Caller export(Supplier<Holder> holder) throws SQLException {
            try (Connection connection = source.getConnection()) {
                assertThat(connection.isClosed()).isFalse();
                return CompletableFuture.supplyAsync(holder).join().caller();
            }
        }
    }

    /** No bean: abstract. */
    abstract static class Shelf {

        @Inject
        DataSource source;

        @Transactional
        public Caller export(Supplier<Holder> holder) throws SQLException {
            return Rows.heldDuring(source, holder);
        }
    }

    /** Has no method of its own. */
    @ApplicationScoped
    static class Archive extends Shelf {}

    /** The only one, as another thread sees it. */
    private static Holder holder() {
        return application.registry().pool("postgresql").activity().holders().get(0);
    }

    @Test
    void bean_withNothingRoundIt() throws SQLException {
        Caller caller = application.get(Orders.class).export(HoldersAreNamedByTheirBeanTest::holder);

        assertThat(caller.bean()).isEqualTo(Orders.class.getName());
    }

    @Test
    void whatIsNoBean_isNamedWithTheBeanThatCalledIt() throws SQLException {
        Caller caller = application.get(Orders.class).exportRows(HoldersAreNamedByTheirBeanTest::holder);

        assertThat(caller.type()).isEqualTo(Rows.class.getName());
        assertThat(caller.bean()).isEqualTo(Orders.class.getName());
    }

    @Test
    void bean_behindProxyAndSubclass() throws SQLException {
        Caller caller = application.get(Invoices.class).export(HoldersAreNamedByTheirBeanTest::holder);

        assertThat(caller.type()).isEqualTo(Invoices.class.getName());
        assertThat(caller.bean()).isEqualTo(Invoices.class.getName());
    }

    @Test
    void bean_thatInheritsItsMethod() throws SQLException {
        Caller caller = application.get(Archive.class).export(HoldersAreNamedByTheirBeanTest::holder);

        assertThat(caller.bean()).isEqualTo(Archive.class.getName());
    }
}
