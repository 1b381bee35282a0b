package io.seedcore.pool.jakarta.internal.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpeningTest {

    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void opened_keptForEverybody() {
        Opening<Integer> opening = new Opening<>(attempts::incrementAndGet);

        assertThat(opening.get()).isEqualTo(1);
        assertThat(opening.get()).isEqualTo(1);
    }

    @Test
    void failed_triedAgain() {
        Opening<Integer> opening = new Opening<>(() -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("down");
            }
            return attempts.get();
        });

        assertThatThrownBy(opening::get).hasMessage("down");
        assertThat(opening.get()).isEqualTo(2);
    }

    @Test
    void failedWhileOthersWait_oneAttemptForAll() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Opening<Integer> shared = new Opening<>(() -> {
            attempts.incrementAndGet();
            opening.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new IllegalStateException("down");
        });
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(shared::get);
        opening.await();
        Thread waiting = new Thread(() -> assertThatThrownBy(shared::get).hasMessage("down"));
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.WAITING);
        goOn.countDown();

        assertThatThrownBy(first::get).hasRootCauseMessage("down");
        waiting.join();
        assertThat(attempts).hasValue(1);
    }

    @Test
    void usedByItsOwnOpening_refusedInsteadOfWaitingForItself() {
        List<Opening<Integer>> itself = new ArrayList<>();
        Opening<Integer> opening = new Opening<>(() -> itself.get(0).get());
        itself.add(opening);

        assertThatThrownBy(opening::get).hasMessageContaining("while it is being opened");
    }

    @Test
    void ended_neverOpenedAgain() {
        Opening<Integer> opening = new Opening<>(attempts::incrementAndGet);
        opening.get();

        assertThat(opening.end()).isEqualTo(1);
        assertThat(opening.end()).isNull();
        assertThatThrownBy(opening::get).isInstanceOf(CancellationException.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void endedWhileItFails_neverOpenedAgain() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Opening<Integer> shared = new Opening<>(() -> {
            attempts.incrementAndGet();
            opening.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new IllegalStateException("down");
        });
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(shared::get);
        opening.await();
        List<Integer> ended = Collections.synchronizedList(new ArrayList<>());
        Thread ending = new Thread(() -> ended.add(shared.end()));
        ending.start();
        await().until(() -> ending.getState() == Thread.State.WAITING);
        goOn.countDown();
        ending.join();

        assertThat(ended).containsOnlyNulls().hasSize(1);
        assertThatThrownBy(first::get).hasRootCauseMessage("down");
        assertThatThrownBy(shared::get).isInstanceOf(CancellationException.class);
        assertThat(attempts).hasValue(1);
    }
}
