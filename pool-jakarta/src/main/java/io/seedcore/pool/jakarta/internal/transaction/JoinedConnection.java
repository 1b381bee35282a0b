package io.seedcore.pool.jakarta.internal.transaction;

import java.lang.reflect.Method;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The terms of a connection that is part of a JTA transaction. */
record JoinedConnection(ConnectionParticipant participant, BooleanSupplier active) implements HandleTerms {

    @Override
    public String database() {
        return participant.database();
    }

    @Override
    public boolean isOver() {
        return !active.getAsBoolean();
    }

    @Override
    public void check() throws SQLException {
        if (isOver()) {
            throw new SQLNonTransientConnectionException(
                    "SCP-328 " + database()
                            + ": this connection ended with its transaction. Get another one from the DataSource.",
                    "08003");
        }
    }

    @Override
    public Optional<String> ending() {
        return Optional.of(
                "The transaction is committed when the @Transactional method ends; throw an exception to roll"
                        + " it back.");
    }

    @Override
    public @Nullable Object observed(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        return participant.observed(target, method, arguments);
    }
}
