package io.seedcore.pool.benchmark.jmh;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A connection that its thread keeps for the whole measurement. */
@NullUnmarked // JMH fills it
@State(Scope.Thread)
public class HeldConnection {

    /** As for {@link PoolState}. */
    private static final int STATEMENTS_UNTIL_COMPILED = 20_000;

    Connection connection;

    @Setup
    public void borrow(PoolState state) throws SQLException {
        connection = state.dataSource.getConnection();
        for (int count = 0; count < STATEMENTS_UNTIL_COMPILED; count++) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("select 1");
            }
        }
    }

    @TearDown
    public void giveBack() throws SQLException {
        connection.close();
    }
}
