package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.DatabaseKind;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A part of a transaction that writes down what becomes of it. */
class Part implements TransactionParticipant {

    enum Answer {
        COMMITS,
        REFUSES,
        LOSES_THE_ANSWER,
        IS_BROKEN,
        CANNOT_EVEN_ROLL_BACK
    }

    private final DatabaseKind kind;
    private final Answer answer;
    private final List<String> events;

    Part(DatabaseKind kind, Answer answer, List<String> events) {
        this.kind = kind;
        this.answer = answer;
        this.events = events;
    }

    Part(Answer answer) {
        this(DatabaseKind.POSTGRESQL, answer, new CopyOnWriteArrayList<>());
    }

    List<String> events() {
        return events;
    }

    @Override
    public String database() {
        return kind.defaultName();
    }

    @Override
    public DatabaseKind kind() {
        return kind;
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }

    @Override
    public void commit() throws CommitFailedException {
        events.add("commit " + database());
        switch (answer) {
            case COMMITS -> {}
            case REFUSES -> throw CommitFailedException.rolledBack(database(), new SQLException("no"));
            case LOSES_THE_ANSWER -> throw CommitFailedException.unknown(database(), new SQLException("lost"));
            case IS_BROKEN, CANNOT_EVEN_ROLL_BACK -> throw new IllegalStateException("broken");
        }
    }

    @Override
    public void rollback() {
        events.add("rollback " + database());
        if (answer == Answer.CANNOT_EVEN_ROLL_BACK) {
            throw new IllegalStateException("broken");
        }
    }

    @Override
    public void release() {
        events.add("release " + database());
    }
}
