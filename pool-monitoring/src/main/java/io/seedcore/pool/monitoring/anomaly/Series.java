package io.seedcore.pool.monitoring.anomaly;

import java.util.Locale;

/** What is watched of a pool. Of each only more than usual is news: less is good, or an application that rests. */
public enum Series {
    /** Seconds that callers waited for a connection, on average. */
    ACQUIRE(
            "getting a connection takes",
            0.010,
            0.020,
            "See the holders in /stats/{name}: close connections sooner; /advice says what size would do."),

    /** Seconds for which connections were lent, on average. */
    USAGE(
            "connections are held for",
            0.010,
            0.020,
            "See slowest_queries in /stats/{name}, then the database's own view of what is slow."),

    /** Seconds that opening a connection took, on average. */
    CREATION(
            "opening a connection takes",
            0.100,
            0.200,
            "Look at the server, its name service and the network; with several hosts, at each of them."),

    /** The least lent connections of three looks, in percent of {@code pool_size}. */
    UTILIZATION(
            "connections in use:",
            10,
            40,
            "See the holders in /stats/{name}: somebody keeps connections, or more callers came."),

    /**
     * In the last minute: attempts to open a connection that failed, callers that waited in vain, and connections found
     * unusable.
     */
    ERRORS(
            "errors in the last minute:",
            1,
            3,
            "See recent_errors in /stats/{name}; with several hosts, whether one of them is gone.");

    /** A level that differs by less from one hour to the next is no news. */
    private static final double PART_OF_EXPECTED = 0.4;

    private final String words;
    private final double leastSpread;
    private final double newsFrom;
    private final String advice;

    Series(String words, double leastSpread, double newsFrom, String advice) {
        this.words = words;
        this.leastSpread = leastSpread;
        this.newsFrom = newsFrom;
        this.advice = advice;
    }

    /** As a metric label: the name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its values are: {@code seconds}, {@code percent}, or {@code per minute}. */
    public String unit() {
        return switch (this) {
            case ACQUIRE, USAGE, CREATION -> "seconds";
            case UTILIZATION -> "percent";
            case ERRORS -> "per minute";
        };
    }

    /** A value below is no news, whatever was expected. */
    double newsFrom() {
        return newsFrom;
    }

    /** What to look at when it is unusually high. */
    String advice(String database) {
        return advice.replace("{name}", database);
    }

    /**
     * How far from what is expected is usual: what was measured, but not so little that trifles count.
     *
     * @param measured the standard deviation of its recent values
     */
    double spread(double expected, double measured) {
        // Counted events scatter by the square root of their number, and minutes that overlap do so together.
        double least = this == ERRORS ? leastSpread * Math.sqrt(1 + 4 * expected) : leastSpread;
        return Math.max(measured, Math.max(least, PART_OF_EXPECTED * expected));
    }

    /** {@code connections are held for 84 ms}. */
    String say(double value) {
        return words + " " + text(value);
    }

    /** With its unit, as people read it. */
    String text(double value) {
        return switch (this) {
            case ACQUIRE, USAGE, CREATION -> seconds(value);
            case UTILIZATION -> Math.round(value) + " %";
            case ERRORS -> String.valueOf(Math.round(value));
        };
    }

    /** Measured to the millisecond, on average. */
    private static String seconds(double value) {
        if (value < 0.001) {
            return "< 1 ms";
        }
        return value < 1 ? Math.round(value * 1000) + " ms" : String.format(Locale.ROOT, "%.1f s", value);
    }
}
