package io.seedcore.pool.it.drill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

final class RelationalWork implements Work {
    private final Borrowing pool;

    RelationalWork(Borrowing pool) {
        this.pool = pool;
    }

    @FunctionalInterface
    interface Borrowing {
        Connection borrow() throws SQLException;
    }

    @Override
    public long ask(long value) throws SQLException {
        try (Connection connection = pool.borrow();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select " + value)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void mark(long value) throws SQLException {
        try (Connection connection = pool.borrow();
                PreparedStatement statement = connection.prepareStatement("insert into drill_mark values (?)")) {
            statement.setLong(1, value);
            statement.executeUpdate();
        }
    }

    @Override
    public Set<Long> marks() throws SQLException {
        try (Connection connection = pool.borrow();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select id from drill_mark")) {
            Set<Long> marks = new HashSet<>();
            while (result.next()) {
                marks.add(result.getLong(1));
            }
            return marks;
        }
    }

    @Override
    public void clear() throws SQLException {
        try (Connection connection = pool.borrow();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists drill_mark (id bigint primary key)");
            statement.execute("delete from drill_mark");
        }
    }
}
