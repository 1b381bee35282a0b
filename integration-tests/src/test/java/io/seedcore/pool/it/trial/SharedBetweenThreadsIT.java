package io.seedcore.pool.it.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.it.trial.Scopes.Unforeseen;
import io.seedcore.pool.jakarta.Database;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.ogm.session.Session;

/** The same injected objects, used by many threads at the same moment. */
@Tag("concurrency")
class SharedBetweenThreadsIT extends TrialApplication {

    private static final int THREADS = 12;
    private static final int ROUNDS = 10;

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
    private PoolRegistry registry;

    @Resource
    @SuppressWarnings("NullAway.Init")
    private ManagedExecutorService executor;

    private final String name = UUID.randomUUID().toString();

    /** What one thread does; every other time it fails on purpose. */
    private interface Step {
        void run(String own);
    }

    @Test
    void an_entity_manager_of_postgresql() throws Exception {
        atOnce(own -> {
            Author author = new Author(own);
            postgresql.persist(author);
            postgresql.flush();
            assertThat(postgresql.contains(author)).isTrue();
        });

        assertThat(Witness.authorsLike(name)).isEqualTo(THREADS * ROUNDS / 2);
    }

    @Test
    void an_entity_manager_of_mysql() throws Exception {
        atOnce(own -> {
            mysql.persist(new Parcel(own));
            mysql.flush();
        });

        assertThat(Witness.parcelsLike(name)).isEqualTo(THREADS * ROUNDS / 2);
    }

    @Test
    void a_session() throws Exception {
        atOnce(own -> {
            neo4j.save(new Place(own));
            assertThat(neo4j.countEntitiesOfType(Place.class)).isPositive();
        });

        assertThat(Witness.placesLike(name)).isEqualTo(THREADS * ROUNDS / 2);
    }

    private void atOnce(Step step) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<?>> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            threads.add(executor.submit(() -> {
                start.await(30, TimeUnit.SECONDS);
                for (int round = 0; round < ROUNDS; round++) {
                    transaction(step, number, round);
                }
                return null;
            }));
        }
        for (Future<?> thread : threads) {
            thread.get(60, TimeUnit.SECONDS);
        }
        assertThat(registry.pools())
                .allSatisfy(pool -> assertThat(pool.stats().checkedOut()).isZero());
    }

    private void transaction(Step step, int thread, int round) throws Exception {
        String own = own(thread, round);
        if (round % 2 == 0) {
            scopes.inTransaction(() -> step.run(own));
        } else {
            assertThatThrownBy(() -> scopes.inTransaction(() -> {
                        step.run(own);
                        throw new Unforeseen();
                    }))
                    .isInstanceOf(Unforeseen.class);
        }
    }

    private String own(int thread, int round) {
        return name + "-" + thread + "-" + round;
    }
}
