package io.seedcore.pool.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.activity.SlowQuery;
import io.seedcore.pool.event.EngineType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("metrics")
class SlowestQueriesTest {

    private final AtomicInteger shapesMade = new AtomicInteger();
    private final QueryLog log = new QueryLog(DatabaseKind.POSTGRESQL, text -> {
        shapesMade.incrementAndGet();
        return text;
    });

    private void ran(String text, long millis) {
        log.record(EngineType.SYNC, QueryKind.SELECT, text, TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void fastStatement_isNotLookedAt() {
        ran("select 1", 1);

        assertThat(log.slowest()).isEmpty();
        assertThat(shapesMade).hasValue(0);
    }

    @Test
    void ofOneShape_theLongestStays_andATextThatWasSlowerBeforeIsNotLookedAt() {
        ran("a", 20);
        ran("a", 50);
        ran("a", 30);

        assertThat(shapesMade).hasValue(2);
        assertThat(log.slowest()).extracting(SlowQuery::took).containsExactly(Duration.ofMillis(50));
    }

    @Test
    void ofManyShapes_theTenSlowestStay_andAFasterOneIsNotLookedAtAnyMore() {
        for (int statement = 1; statement <= 30; statement++) {
            ran("statement " + statement, 10L * statement);
        }
        assertThat(log.slowest())
                .extracting(SlowQuery::shape)
                .hasSize(10)
                .startsWith("statement 30", "statement 29")
                .endsWith("statement 21");

        int before = shapesMade.get();
        ran("another", 210);

        assertThat(shapesMade).hasValue(before);
        assertThat(log.slowest()).hasSize(10);
    }
}
