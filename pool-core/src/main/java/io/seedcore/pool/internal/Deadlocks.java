package io.seedcore.pool.internal;

import io.seedcore.pool.internal.WaitingLine.Waiter;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether everybody who could give a connection back waits for one. Such a wait ends for nobody, so one of
 * them is better told at once. Whoever borrowed a connection may have handed it on: one that is at work is no part of
 * that. For one caller, not thread-safe.
 */
final class Deadlocks {

    private final Books books;
    private final WaitingLine line;
    private final Capacity capacity;
    private List<Loan> seen = List.of();

    /** @param reads how often the server was listened to; others than before where the connection was used meanwhile */
    private record Loan(LentConnection connection, long reads) {}

    Deadlocks(Books books, WaitingLine line, Capacity capacity) {
        this.books = books;
        this.line = line;
        this.capacity = capacity;
    }

    /**
     * Looks for one, which is one only if it was there, made of the same loans unused since, when this was called before.
     *
     * @return who is to give up: the first in line of those that hold a connection, since only they can end it; empty where
     *     there is none
     */
    Optional<Waiter> look() {
        List<Waiter> waiters = line.waiters();
        List<Loan> now = loansThatWait(waiters);
        boolean lasting = !now.isEmpty() && now.equals(seen);
        seen = now;
        return lasting ? waiters.stream().filter(waiter -> holds(waiter, now)).findFirst() : Optional.empty();
    }

    private static boolean holds(Waiter waiter, List<Loan> loans) {
        Thread thread = waiter.thread();
        return thread != null
                && loans.stream().anyMatch(loan -> loan.connection().isHeldBy(thread));
    }

    /** All loans, where every one of their borrowers waits and no statement runs; otherwise none. */
    private List<Loan> loansThatWait(List<Waiter> waiters) {
        if (books.live() < capacity.max()) {
            return List.of();
        }
        List<LentConnection> loans = books.open().stream()
                .map(PhysicalConnection::lease)
                .filter(Objects::nonNull)
                .toList();
        if (loans.size() < books.live()) {
            return List.of();
        }
        Set<Thread> waiting = new HashSet<>();
        waiters.forEach(waiter -> waiting.add(waiter.thread()));
        boolean all = loans.stream().allMatch(loan -> isHeldByOneOf(waiting, loan) && !isAtWork(loan));
        return all ? loans.stream().map(Deadlocks::loan).toList() : List.of();
    }

    private static boolean isHeldByOneOf(Set<Thread> threads, LentConnection loan) {
        Thread borrower = loan.borrower();
        return threads.contains(borrower) && loan.isHeldBy(borrower);
    }

    private static boolean isAtWork(LentConnection loan) {
        return loan.physical().socket().isWaiting();
    }

    private static Loan loan(LentConnection connection) {
        return new Loan(connection, connection.physical().socket().reads());
    }
}
