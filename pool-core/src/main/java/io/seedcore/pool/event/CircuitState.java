package io.seedcore.pool.event;

import java.util.Locale;

/** Whether a pool opens connections. Those that exist are lent in each of these states. */
public enum CircuitState {
    /** Connections are opened as needed. */
    CLOSED(0),
    /** One attempt to connect is under way; its success closes the circuit. */
    HALF_OPEN(1),
    /** No connection is opened before the time of the next try. */
    OPEN(2);

    private final int level;

    CircuitState(int level) {
        this.level = level;
    }

    /** The value of the gauge {@code database_circuit_state}: 0 closed, 1 half open, 2 open. */
    public int level() {
        return level;
    }

    /** As a word in logs and pages, such as {@code half open}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
