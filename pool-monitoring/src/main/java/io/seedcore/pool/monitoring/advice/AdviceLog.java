package io.seedcore.pool.monitoring.advice;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.monitoring.metrics.Reading;
import io.seedcore.pool.sizing.Advice;
import io.seedcore.pool.sizing.Confidence;
import io.seedcore.pool.sizing.ServerRoom.Known;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes advice into the log where it is worth a line: sizes that are well founded and far from what is set, once until they
 * change by much, and a server that is too small for its pools, once until it is not. One thread at a time.
 */
public final class AdviceLog {

    private static final Logger LOG = LoggerFactory.getLogger(AdviceLog.class);

    /** A size is far from another one if it differs by more than this part of it, and by more than {@link #FEW}. */
    private static final double FAR = 0.25;

    private static final int FEW = 2;

    private final Advisor advisor;
    private final PoolReader reader;
    private final Map<String, Said> said = new HashMap<>();
    private final Map<String, Boolean> tooSmall = new HashMap<>();

    /** @param connections that were last advised for the pool with these settings */
    private record Said(PoolSettings settings, int connections) {}

    public AdviceLog(Advisor advisor, PoolReader reader) {
        this.advisor = advisor;
        this.reader = reader;
    }

    /** To be called every few seconds. */
    public void look() {
        SizingReport report = advisor.report();
        said.keySet().retainAll(report.pools().keySet());
        tooSmall.keySet().retainAll(report.servers().keySet());
        report.pools().forEach((database, advice) -> reader.read(database).ifPresent(reading -> size(reading, advice)));
        report.servers().forEach(this::server);
    }

    private void size(Reading reading, Advice advice) {
        PoolSettings settings = reading.settings();
        PoolStats stats = reading.stats();
        int advised = advice.poolSize() + advice.maxOverflow();
        Said before = said.get(settings.name());
        int known = before != null && before.settings() == settings ? before.connections() : stats.maxSize();
        if (advice.confidence() == Confidence.LOW || isSpread(reading) || !isFar(advised, known)) {
            return;
        }
        said.put(settings.name(), new Said(settings, advised));
        LOG.info(
                "SCP-630 {}: size {} and overflow {} would do, size {} and {} are set: {} ({} confidence). Set …_POOL_SIZE and"
                        + " …_MAX_OVERFLOW so, unless more is to come.",
                settings.name(),
                advice.poolSize(),
                advice.maxOverflow(),
                stats.size(),
                stats.maxSize() == Integer.MAX_VALUE ? "no limit" : "overflow " + (stats.maxSize() - stats.size()),
                advice.because(),
                advice.confidence().label());
    }

    /** Over the members of a Neo4j cluster: the size that is set is that of each, and the advice is for all together. */
    private static boolean isSpread(Reading reading) {
        PoolStats stats = reading.stats();
        return reading.settings().kind() == DatabaseKind.NEO4J && stats.maxSize() > stats.size();
    }

    private static boolean isFar(int advised, int from) {
        long distance = Math.abs((long) advised - from);
        return distance > FEW && distance > FAR * from;
    }

    /** Of several databases on one server the first one speaks. One that does not say is as it was. */
    private void server(String database, ServerAdvice advice) {
        if (!(advice.room() instanceof Known known)) {
            return;
        }
        boolean now = advice.isTooSmall();
        Boolean before = tooSmall.put(database, now);
        boolean isFirst = advice.databases().get(0).equals(database);
        if (isFirst && now && !Boolean.TRUE.equals(before)) {
            LOG.warn(
                    "SCP-631 {}: the server admits {} connections ({}), and {} are asked for: {} by the pools as they are set,"
                            + " {} that others have who look like them, {} for everybody else. Make the pools smaller ({} would"
                            + " do for these here), or raise {}.",
                    String.join(", ", advice.databases()),
                    known.most(),
                    known.limit(),
                    advice.asSet().getAsInt(),
                    advice.set().getAsInt(),
                    advice.elsewhere(),
                    advice.reserve(),
                    advice.advised(),
                    known.limit());
        }
    }
}
