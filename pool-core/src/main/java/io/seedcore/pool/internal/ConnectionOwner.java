package io.seedcore.pool.internal;

import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.event.CloseReason;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a connection tells the pool that it belongs to. */
interface ConnectionOwner {

    /** Its borrower closed it. */
    void takeBack(LentConnection lent) throws SQLException;

    /** It will be closed, and is counted as such from now on. */
    void condemned(CloseReason reason);

    /** A test found one dead. @param silent whether it did not answer at all, instead of failing at once */
    void foundDead(PhysicalConnection connection, boolean silent);

    /** Another one could not be opened. */
    void openingFailed(ErrorCategory category);

    /** It is closed. @param condemnedFor null where nobody had said why before */
    void ended(PhysicalConnection connection, @Nullable CloseReason condemnedFor);
}
