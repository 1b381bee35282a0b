package io.seedcore.pool.neo4j.internal.atomic;

import java.util.List;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.TransactionTerminatedException;

/** What an error of Neo4j says about what is stored. */
final class ServerAnswer {

    private static final String OF_SERVER = "Neo.";
    private static final String CONSTRAINT = "Neo.ClientError.Schema.ConstraintValidationFailed";

    /** A transaction was ended by a limit, while it waited for a lock or otherwise; by the words after the class. */
    private static final List<String> OUT_OF_TIME = List.of(
            "Transaction.LockClientStopped",
            "Transaction.LockAcquisitionTimeout",
            "Transaction.TransactionTimedOut",
            "Transaction.Terminated");

    /**
     * What a server answers to COMMIT before it has written anything. Not on the list are failures of the disk, and of a
     * cluster that lost its leader or could not replicate: what is written there may yet become valid.
     */
    private static final List<String> STORED_NOTHING = List.of(
            "Neo.ClientError.Schema.",
            "Neo.ClientError.Statement.",
            "Neo.ClientError.Transaction.LockClientStopped",
            "Neo.ClientError.Transaction.Terminated",
            "Neo.ClientError.Transaction.TransactionMarkedAsFailed",
            "Neo.ClientError.Transaction.TransactionTimedOut",
            "Neo.ClientError.Transaction.TransactionValidationFailed",
            "Neo.TransientError.Transaction.DeadlockDetected");

    private ServerAnswer() {}

    /** Of a statement that writes a decision and nothing else: whether one stands there. */
    static boolean isConstraintViolation(Neo4jException failure) {
        return failure.code().equals(CONSTRAINT);
    }

    /** Of such a statement: whether it had to wait too long. */
    static boolean isOutOfTime(Neo4jException failure) {
        return OUT_OF_TIME.stream().anyMatch(failure.code()::contains);
    }

    /** Of a commit: whether it is certain that nothing was stored. */
    static boolean refusesCommit(Exception failure) {
        if (!(failure instanceof Neo4jException answer)) {
            return false;
        }
        // The driver itself does not send COMMIT for a transaction that has ended before.
        return isOfServer(answer)
                ? STORED_NOTHING.stream().anyMatch(answer.code()::startsWith)
                : answer instanceof TransactionTerminatedException;
    }

    /** Of any statement: whether its transaction is over with it. What the driver refuses by itself leaves it as it was. */
    static boolean endsTransaction(Neo4jException failure) {
        return isOfServer(failure)
                || failure instanceof TransactionTerminatedException
                || !(failure instanceof ClientException);
    }

    private static boolean isOfServer(Neo4jException failure) {
        return failure.code().startsWith(OF_SERVER);
    }
}
