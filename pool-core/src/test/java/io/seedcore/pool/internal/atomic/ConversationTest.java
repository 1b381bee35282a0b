package io.seedcore.pool.internal.atomic;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.atomic.protocol.Answer;
import io.seedcore.pool.atomic.protocol.Request;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A commit that is decided goes on to its end when the threads are gone, in the last moments of a process. */
@Tag("transactions")
class ConversationTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    @Test
    void requestThatWouldBeRepeated_hasNoAnswerWhenTheTimersAreGone() throws Exception {
        ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
        timers.shutdown();
        Conversation conversation =
                new Conversation(Runnable::run, timers, request -> Answer.Plain.SILENCE, Witness.NONE);
        Set<Request> requests = Set.of(new Request.IsPrepared(0));
        conversation.make(requests, false);
        assertThat(conversation.next(SHORT)).isPresent();

        conversation.make(requests, false);
        assertThat(conversation.next(SHORT)).isEmpty();
        assertThat(conversation.underWay()).isEqualTo(requests);
    }
}
