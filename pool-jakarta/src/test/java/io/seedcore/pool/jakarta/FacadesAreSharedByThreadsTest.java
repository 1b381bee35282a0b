package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.Pool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.jakarta.app.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedApplication.class)
class FacadesAreSharedByThreadsTest {

    private static final int THREADS = 8;
    private static final int EACH = 25;

    @Test
    void everyThreadWorksInItsOwnTransaction(Stores stores, PoolRegistry registry) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        List<Future<List<String>>> saved = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            saved.add(executor.submit(() -> {
                start.await();
                return save(stores);
            }));
        }
        for (Future<List<String>> ids : saved) {
            for (String id : ids.get()) {
                assertThat(stores.hasPerson(id)).isTrue();
                assertThat(stores.hasCity(id)).isTrue();
            }
        }
        executor.shutdown();
        assertThat(registry.pools())
                .allSatisfy(pool -> assertThat(checkedOut(pool)).isZero());
    }

    private static List<String> save(Stores stores) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            String id = UUID.randomUUID().toString();
            stores.required(Work.of(() -> stores.savePerson(id)));
            stores.required(Work.of(() -> stores.saveCity(id)));
            ids.add(id);
        }
        return ids;
    }

    private static int checkedOut(Pool pool) {
        return pool.stats().checkedOut();
    }
}
