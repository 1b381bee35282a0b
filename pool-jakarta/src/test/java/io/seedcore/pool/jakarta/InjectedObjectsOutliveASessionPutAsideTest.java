package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.Driver;
import org.neo4j.ogm.session.Session;

/** A server may write a session, and all that its beans hold, to disk or to another member. */
@ExtendWith(SharedApplication.class)
class InjectedObjectsOutliveASessionPutAsideTest {

    @Test
    void what_is_read_again_is_the_bean(SeApplication application) throws Exception {
        for (Class<?> type : List.of(
                DataSource.class,
                AsyncDatabase.class,
                EntityManager.class,
                EntityManagerFactory.class,
                Session.class,
                Driver.class)) {
            Object injected = application.get(type);

            assertThat(copy(injected)).isSameAs(injected);
        }
    }

    /** The container refuses to start with a bean that could not be put aside. */
    @Test
    void a_bean_of_a_session_can_hold_them() {
        try (SeApplication application = SeApplication.start(SharedApplication.settings(), Cart.class)) {
            assertThat(application.has(Cart.class)).isTrue();
        }
    }

    @SessionScoped
    static class Cart implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        @Inject
        DataSource dataSource;

        @Inject
        AsyncDatabase asynchronous;

        @Inject
        EntityManager entities;

        @Inject
        EntityManagerFactory factory;

        @Inject
        Session graph;

        @Inject
        Driver driver;
    }

    private static Object copy(Object object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
