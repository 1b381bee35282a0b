package io.seedcore.pool.benchmark.contestant;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A contestant's pool. */
public final class OpenPool implements AutoCloseable {

    private final DataSource dataSource;
    private final Runnable closing;

    OpenPool(DataSource dataSource, Runnable closing) {
        this.dataSource = dataSource;
        this.closing = closing;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** Has {@code count} connections open at once, and gives them back. */
    public void warmUp(int count) throws SQLException {
        List<Connection> held = new ArrayList<>();
        try {
            while (held.size() < count) {
                held.add(dataSource.getConnection());
            }
        } finally {
            for (Connection connection : held) {
                connection.close();
            }
        }
    }

    @Override
    public void close() {
        closing.run();
    }
}
