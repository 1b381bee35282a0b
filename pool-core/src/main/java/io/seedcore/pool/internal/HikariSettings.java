package io.seedcore.pool.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.PrePing;
import io.seedcore.pool.internal.thread.PoolTasks;
import java.time.Duration;
import javax.sql.DataSource;

/** Our settings in HikariCP's terms. What it would correct silently is put right here, where it can be read. */
final class HikariSettings {

    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(250);
    private static final Duration LEAST_LIFETIME = Duration.ofSeconds(30);
    private static final Duration LEAST_KEEPALIVE = Duration.ofSeconds(30);
    private static final Duration MOST_KEEPALIVE = Duration.ofMinutes(2);
    private static final Duration MOST_VALIDATION = Duration.ofSeconds(5);
    private static final int UNLIMITED = Integer.MAX_VALUE / 2;
    private static final String PING_UNLESS_USED_WITHIN = "com.zaxxer.hikari.aliveBypassWindowMs";

    private HikariSettings() {}

    static HikariDataSource open(
            ConnectionPoolSettings settings, DataSource handover, PoolTasks tasks, FatalErrors errors) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(settings.name());
        config.setDataSource(handover);
        config.setScheduledExecutor(tasks);
        // The limit is ours, above HikariCP, and may change.
        config.setMaximumPoolSize(UNLIMITED);
        // Connections are opened when they are needed and kept until they are surplus on return, or too old.
        config.setMinimumIdle(0);
        config.setIdleTimeout(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(
                atLeast(LEAST_TIMEOUT, settings.times().acquisition()).toMillis());
        config.setValidationTimeout(validation(settings).toMillis());
        config.setMaxLifetime(lifetime(settings).toMillis());
        config.setKeepaliveTime(keepalive(settings).toMillis());
        config.setExceptionOverride(errors);
        return open(config, settings.behaviour().prePing());
    }

    /** HikariCP reads this window from a system property while a pool is made: hence one pool at a time. */
    private static synchronized HikariDataSource open(HikariConfig config, PrePing prePing) {
        String before = System.getProperty(PING_UNLESS_USED_WITHIN);
        System.setProperty(
                PING_UNLESS_USED_WITHIN,
                switch (prePing) {
                    case TRUE -> "500";
                    // It leaves the test out for what was used within so many whole milliseconds, and 0 would be one of
                    // them.
                    case ALWAYS -> "-1";
                    case FALSE -> Long.toString(Long.MAX_VALUE);
                });
        try {
            return new HikariDataSource(config);
        } finally {
            if (before == null) {
                System.clearProperty(PING_UNLESS_USED_WITHIN);
            } else {
                System.setProperty(PING_UNLESS_USED_WITHIN, before);
            }
        }
    }

    /** Whether connections are tested at all before they are lent. */
    static boolean isTested(ConnectionPoolSettings settings) {
        return settings.behaviour().prePing() != PrePing.FALSE;
    }

    /** Whether the recycle time is shorter than HikariCP can: the age is then looked at on each borrow. */
    static boolean isRecycledByUs(ConnectionPoolSettings settings) {
        return settings.times()
                .recycle()
                .filter(recycle -> recycle.compareTo(LEAST_LIFETIME) < 0)
                .isPresent();
    }

    private static Duration lifetime(ConnectionPoolSettings settings) {
        return settings.times()
                .recycle()
                .map(recycle -> atLeast(LEAST_LIFETIME, recycle))
                .orElse(Duration.ZERO);
    }

    private static Duration keepalive(ConnectionPoolSettings settings) {
        Duration keepalive = settings.times()
                .recycle()
                .map(recycle -> atMost(MOST_KEEPALIVE, recycle.dividedBy(2)))
                .orElse(MOST_KEEPALIVE);
        return keepalive.compareTo(LEAST_KEEPALIVE) < 0 ? Duration.ZERO : keepalive;
    }

    private static Duration validation(ConnectionPoolSettings settings) {
        return atLeast(LEAST_TIMEOUT, atMost(MOST_VALIDATION, settings.times().acquisition()));
    }

    private static Duration atLeast(Duration least, Duration time) {
        return time.compareTo(least) < 0 ? least : time;
    }

    private static Duration atMost(Duration most, Duration time) {
        return time.compareTo(most) > 0 ? most : time;
    }
}
