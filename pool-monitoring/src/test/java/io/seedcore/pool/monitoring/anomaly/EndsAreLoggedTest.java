package io.seedcore.pool.monitoring.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The log says how an anomaly ended, and only where it is known that all is well. */
@Tag("health")
class EndsAreLoggedTest {

    private static final Instant BEGAN = Instant.parse("2026-11-27T10:00:00Z");

    private final Anomaly anomaly = new Anomaly("postgresql", Series.USAGE, 0.084, 0.012, 0.010, 1.5, BEGAN);
    private final List<String> lines = new ArrayList<>();

    /** Kept here, since a logger that nobody holds may be forgotten with its handlers. */
    private final Logger logger = Logger.getLogger(AnomalyMonitor.class.getName());

    private final Handler handler = new Handler() {

        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + formatter.formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void end() {
        logger.removeHandler(handler);
    }

    private String line(Ending ending, Duration lasted) {
        new AnomalyLog().ended(anomaly, ending, BEGAN.plus(lasted));
        return lines.get(lines.size() - 1);
    }

    @Test
    void whatIsAsExpected_isGoodNews() {
        assertThat(line(Ending.AS_EXPECTED, Duration.ofSeconds(95)))
                .isEqualTo("INFO SCP-621 postgresql: usage is as expected again, after 95 s");
    }

    @Test
    void whatIsTakenForUsual_isAWarningWithItsNumbers() {
        assertThat(line(Ending.TAKEN_FOR_USUAL, Anomaly.LONGEST))
                .isEqualTo("WARNING SCP-622 postgresql: for 3600 s now connections are held for 84 ms, expected 12 ms "
                        + "(spread 10 ms); that is taken for usual from here on");
    }

    @Test
    void whatIsNotSeenAnyMore_isAWarning_howeverLongItLasted() {
        assertThat(line(Ending.NOT_SEEN, Duration.ofSeconds(40)))
                .isEqualTo(
                        "WARNING SCP-623 postgresql: usage is not seen any more, after 40 s: it has no values now, or "
                                + "the pool was resized, replaced or removed. It may go on: look at the database and at /console");
        assertThat(line(Ending.NOT_SEEN, Duration.ofMinutes(64))).startsWith("WARNING SCP-623 ");
    }
}
