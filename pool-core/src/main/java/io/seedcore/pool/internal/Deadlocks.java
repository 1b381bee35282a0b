package io.seedcore.pool.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Finds out whether everybody who could give a connection back waits for one. Such a wait ends for nobody, so one of
 * them is better told at once. For one caller, not thread-safe.
 */
final class Deadlocks {

    private final Books books;
    private final WaitingLine line;
    private final Capacity capacity;
    private List<LentConnection> seen = List.of();

    Deadlocks(Books books, WaitingLine line, Capacity capacity) {
        this.books = books;
        this.line = line;
        this.capacity = capacity;
    }

    /** Whether there is one, and was one, made of the same loans, when this was called before. */
    boolean isOne() {
        List<LentConnection> now = loansThatWait();
        boolean lasting = !now.isEmpty() && now.equals(seen);
        seen = now;
        return lasting;
    }

    /** All loans, where every one of their borrowers waits; otherwise none. */
    private List<LentConnection> loansThatWait() {
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
        line.waiters().forEach(waiter -> waiting.add(waiter.thread()));
        return loans.stream().allMatch(loan -> waiting.contains(loan.borrower())) ? loans : List.of();
    }
}
