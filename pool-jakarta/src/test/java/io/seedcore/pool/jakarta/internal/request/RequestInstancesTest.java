package io.seedcore.pool.jakarta.internal.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestInstancesTest {

    @Test
    void oneCannotBeClosed_allOthersAre() {
        RequestInstances instances = new RequestInstances();
        List<Integer> closed = new ArrayList<>();
        IntStream.range(0, 10)
                .forEach(i -> instances.get(Integer.class, i, () -> i, opened -> {
                    if (opened == 5) {
                        throw new IllegalStateException("broken");
                    }
                    closed.add(opened);
                }));

        instances.end();

        assertThat(closed).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 6, 7, 8, 9);
    }
}
