package io.seedcore.pool.internal;

import io.seedcore.pool.internal.thread.CoarseClock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Who holds a pool's connections: asked of the borrowing threads at the moment it matters, recorded for none before. */
final class Holders {

    private static final int SHOWN = 3;
    private static final List<String> NOT_THE_APPLICATION = List.of(
            "io.seedcore.pool.internal.",
            "io.seedcore.pool.jakarta.internal.",
            "com.zaxxer.",
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "jakarta.",
            "org.hibernate.",
            "org.postgresql.",
            "com.mysql.",
            "org.mariadb.",
            "org.glassfish.",
            "com.sun.",
            "fish.payara.",
            "org.jboss.");

    private final Books books;

    Holders(Books books) {
        this.books = books;
    }

    /** The loans there are, longest first. */
    List<LentConnection> loans() {
        return books.open().stream()
                .map(PhysicalConnection::lease)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingInt(LentConnection::since))
                .toList();
    }

    /** Whether the calling thread has loans, and asked of all of them that they only read. */
    boolean callerOnlyReads() {
        Thread caller = Thread.currentThread();
        List<LentConnection> own =
                loans().stream().filter(loan -> loan.borrower() == caller).toList();
        return !own.isEmpty()
                && own.stream().allMatch(loan -> loan.physical().session().onlyReads());
    }

    /** The longest, by where their threads are now; ends with a blank; empty where there is none. */
    String sentence() {
        Map<String, List<LentConnection>> byPlace = loans().stream()
                .collect(Collectors.groupingBy(
                        loan -> place(loan.borrower().getStackTrace()), LinkedHashMap::new, Collectors.toList()));
        if (byPlace.isEmpty()) {
            return "";
        }
        return byPlace.entrySet().stream()
                .limit(SHOWN)
                .map(place -> place.getKey() + " " + held(place.getValue().get(0)) + " s (×"
                        + place.getValue().size() + ")")
                .collect(Collectors.joining(", ", "Longest holders: ", ". "));
    }

    private static long held(LentConnection loan) {
        return TimeUnit.MILLISECONDS.toSeconds(CoarseClock.millis() - loan.since());
    }

    /** The innermost method that is the application's, as {@code Class.method}. */
    private static String place(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            if (NOT_THE_APPLICATION.stream().noneMatch(type::startsWith)) {
                return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
            }
        }
        return stack.length == 0 ? "a thread that ended" : "a thread at rest";
    }
}
