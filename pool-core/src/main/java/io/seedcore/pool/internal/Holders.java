package io.seedcore.pool.internal;

import io.seedcore.pool.activity.Caller;
import io.seedcore.pool.activity.Holder;
import io.seedcore.pool.activity.PoolActivity;
import io.seedcore.pool.internal.jdbc.StatementText;
import io.seedcore.pool.internal.thread.CoarseClock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who holds a pool's connections: asked of the borrowing threads at the moment it matters, recorded for none before. */
final class Holders {

    private static final int NAMED = 3;

    private final Books books;
    private final Callers callers;
    private final UnaryOperator<String> shapes;

    /** @param shapes what of a statement's text may be shown */
    Holders(Books books, Callers callers, UnaryOperator<String> shapes) {
        this.books = books;
        this.callers = callers;
        this.shapes = shapes;
    }

    /** The loans there are, longest first. */
    List<LentConnection> loans() {
        return books.open().stream()
                .map(PhysicalConnection::lease)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingInt(LentConnection::since))
                .toList();
    }

    /** The calling thread's loans, longest first. */
    List<LentConnection> ofCaller() {
        Thread caller = Thread.currentThread();
        return loans().stream().filter(loan -> loan.borrower() == caller).toList();
    }

    /** Whether the calling thread has loans, and asked of all of them that they only read. */
    boolean callerOnlyReads() {
        List<LentConnection> own = ofCaller();
        return !own.isEmpty()
                && own.stream().allMatch(loan -> loan.physical().session().onlyReads());
    }

    /** Longest first. */
    List<Holder> now() {
        return loans().stream().limit(PoolActivity.MOST_SHOWN).map(this::holder).toList();
    }

    private Holder holder(LentConnection loan) {
        StatementText statement = loan.physical().session().last();
        return new Holder(
                caller(loan),
                loan.borrower().getName(),
                Duration.ofMillis(Math.max(0, CoarseClock.millis() - loan.since())),
                loan.engineType(),
                statement == null ? null : statement.kind(),
                statement == null ? null : shapes.apply(statement.text()));
    }

    /** A thread that forgot its loan does something else by now; where the stack of the borrow is kept, it tells more. */
    private Caller caller(LentConnection loan) {
        @Nullable Throwable borrowedAt = loan.borrowedAt();
        return callers.of(borrowedAt == null ? loan.borrower().getStackTrace() : borrowedAt.getStackTrace());
    }

    /** The longest of {@code holders}, by where they are; ends with a blank; empty where there is none. */
    static String sentence(List<Holder> holders) {
        Map<String, List<Holder>> byPlace = holders.stream()
                .collect(Collectors.groupingBy(
                        holder -> holder.caller().label(), LinkedHashMap::new, Collectors.toList()));
        if (byPlace.isEmpty()) {
            return "";
        }
        return byPlace.entrySet().stream()
                .limit(NAMED)
                .map(place -> place.getKey() + " " + words(place.getValue()))
                .collect(Collectors.joining(", ", "Longest holders: ", ". "));
    }

    private static String words(List<Holder> holders) {
        Holder longest = holders.get(0);
        String statement = longest.statement() == null
                ? ""
                : ", last " + longest.statement().label();
        return longest.held().toSeconds() + " s (×" + holders.size() + statement + ")";
    }
}
