package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabases;
import jakarta.persistence.EntityManagerFactory;
import java.io.Serial;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.Test;

class PoolsEndWithTheApplicationTest {

    /** Part of an application, and broken. */
    private static final class Broken implements SessionFactoryObserver {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public void sessionFactoryClosing(SessionFactory factory) {
            throw new IllegalStateException("broken");
        }
    }

    @Test
    void unitCannotBeClosed_poolsAre() {
        Map<String, String> settings =
                new HashMap<>(DevDatabases.shared().postgresql().environment());
        settings.put("SEEDCORE_DATABASES", "postgresql");
        PoolRegistry registry;
        try (SeApplication application = SeApplication.start(settings)) {
            registry = application.registry();
            application
                    .get(EntityManagerFactory.class)
                    .unwrap(SessionFactoryImplementor.class)
                    .addObserver(new Broken());
            assertThat(registry.pools()).isNotEmpty();
        }

        assertThat(registry.pools()).isEmpty();
    }
}
