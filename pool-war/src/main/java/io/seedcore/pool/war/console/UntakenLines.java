package io.seedcore.pool.war.console;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The lines that one client has still to take: the first one, which alone has the history, and of those after it the
 * latest. Not thread-safe.
 */
final class UntakenLines {

    private final Deque<byte[]> lines = new ArrayDeque<>(2);
    private boolean firstIsTaken;
    private int replaced;

    UntakenLines(byte[] first) {
        lines.add(first);
    }

    /** Takes the place of the one before, unless that was taken or is the first. */
    void offer(byte[] line) {
        boolean replaces = lines.size() > (firstIsTaken ? 0 : 1);
        if (replaces) {
            lines.removeLast();
        }
        replaced = replaces ? replaced + 1 : 0;
        lines.addLast(line);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** The next one to be written, where there is one. */
    byte[] take() {
        firstIsTaken = true;
        return lines.removeFirst();
    }

    /** How many in a row were replaced before they were taken. */
    int replaced() {
        return replaced;
    }
}
