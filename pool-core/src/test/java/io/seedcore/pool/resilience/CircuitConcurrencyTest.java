package io.seedcore.pool.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.event.CircuitState;
import io.seedcore.pool.event.PoolListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** Many threads at one circuit. */
class CircuitConcurrencyTest {

    private static final int THREADS = 200;

    private final AtomicLong now = new AtomicLong();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final RandomGenerator random = new Random(7);
    private final Circuit circuit = new Circuit("shop", new PoolListener() {}, now::get, random);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @RepeatedTest(20)
    void halfOpenCircuit_letsExactlyOneThrough() throws Exception {
        for (int i = 0; i < 3; i++) {
            circuit.permit().failed(ErrorCategory.UNAVAILABLE, new SQLException("down"));
        }
        now.addAndGet(Duration.ofMillis(800).toNanos());

        Queue<Permit> permits = new ConcurrentLinkedQueue<>();
        together(() -> take(permits));

        assertThat(permits).hasSize(1);
        assertThat(circuit.state()).isEqualTo(CircuitState.HALF_OPEN);
    }

    @RepeatedTest(20)
    void resultsOfManyConnects_openOnce_andOneSuccessCloses() throws Exception {
        Queue<Permit> permits = new ConcurrentLinkedQueue<>();
        together(() -> take(permits));
        assertThat(permits).hasSize(THREADS);

        together(() -> permits.remove().failed(ErrorCategory.UNAVAILABLE, new SQLException("down")));
        assertThat(circuit.state()).isEqualTo(CircuitState.OPEN);
        now.addAndGet(Duration.ofMillis(800).toNanos());
        circuit.permit().succeeded();

        together(() -> take(permits));
        assertThat(permits).hasSize(THREADS);
    }

    private void take(Queue<Permit> permits) {
        try {
            permits.add(circuit.permit());
        } catch (RefusedException e) {
            assertThat(e.refusal().category()).isEqualTo(ErrorCategory.UNAVAILABLE);
        }
    }

    private void together(Runnable task) throws InterruptedException, ExecutionException, TimeoutException {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            done.add(threads.submit(() -> {
                start.await();
                task.run();
                return null;
            }));
        }
        for (Future<?> one : done) {
            one.get(1, TimeUnit.MINUTES);
        }
    }
}
