package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.resilience.Refusal;
import io.seedcore.pool.resilience.RefusedException;
import org.neo4j.bolt.connection.exception.BoltServiceUnavailableException;

/** The circuit let no connect through. Of a type that makes the driver turn to another member of a cluster. */
final class RefusedConnection extends BoltServiceUnavailableException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedConnection(RefusedException refused) {
        super(String.valueOf(refused.getMessage()), refused.getCause());
        this.refusal = refused.refusal();
    }

    Refusal refusal() {
        return refusal;
    }
}
