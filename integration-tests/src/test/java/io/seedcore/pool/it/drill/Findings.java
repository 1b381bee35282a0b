package io.seedcore.pool.it.drill;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a drill saw: numbers under keys, in the order in which the keys were announced. Thread-safe. */
final class Findings {
    private final String name;
    private final PrintStream out;
    private final Map<String, Long> numbers = new LinkedHashMap<>();
    private final Map<String, String> worstOf = new LinkedHashMap<>();
    private boolean wrong;

    /** @param out where wrong outcomes are told as they happen */
    Findings(String name, PrintStream out) {
        this.name = name;
        this.out = out;
        announce("runs");
    }

    /** Names keys that are reported even if nothing is ever counted under them. */
    synchronized void announce(String... keys) {
        for (String key : keys) {
            numbers.putIfAbsent(key, 0L);
        }
    }

    synchronized void count(String key) {
        add(key, 1);
    }

    synchronized void add(String key, long number) {
        numbers.merge(key, number, Long::sum);
    }

    synchronized void set(String key, long value) {
        numbers.put(key, value);
    }

    /** Keeps the largest. */
    synchronized void most(String key, long value) {
        numbers.merge(key, value, Long::max);
    }

    /**
     * Keeps the longest, in milliseconds, and which it was.
     *
     * @param key ends with {@code _ms}
     * @param which is told beside the result
     */
    synchronized void worst(String key, Duration duration, String which) {
        long millis = duration.toMillis();
        if (!worstOf.containsKey(key) || millis > number(key)) {
            numbers.put(key, millis);
            worstOf.put(key, which);
        }
    }

    /** An outcome that must not be, counted and told at once; the drill has failed. */
    synchronized void wrong(String key, String what) {
        count(key);
        wrong = true;
        out.println("WRONG " + key + ": " + what);
    }

    /** A failure that nobody expected; the drill has failed. */
    synchronized void wrong(String where, Throwable failure) {
        count("unexpected");
        wrong = true;
        out.println("WRONG " + where + ": " + failure);
        failure.printStackTrace(out);
    }

    synchronized boolean anythingWrong() {
        return wrong;
    }

    synchronized long number(String key) {
        return numbers.getOrDefault(key, 0L);
    }

    /** For people: which the worst were. */
    synchronized void tellTheWorst() {
        worstOf.forEach((key, which) -> out.println(key + " " + numbers.get(key) + ": " + which));
    }

    /** The line for people and programs. */
    synchronized String result() {
        return "RESULT " + name
                + numbers.entrySet().stream()
                        .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining());
    }
}
