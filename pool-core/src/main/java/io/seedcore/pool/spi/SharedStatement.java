package io.seedcore.pool.spi;

import java.sql.Statement;

/** A statement behind which somebody else's stands. All that a {@link SharedConnection} makes give it by {@code unwrap}. */
public interface SharedStatement {

    /**
     * From now on results lead back to {@code holder} instead of to this.
     *
     * @param holder what leads on to this statement, and is all that its user shall see
     */
    void standBehind(Statement holder);
}
