package io.seedcore.pool.it.trial.own;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Uses a data source of the server's own pools, which takes part in its transactions as an XA resource. */
@ApplicationScoped
@DataSourceDefinition(
        name = Vouchers.NAME,
        className = "org.h2.jdbcx.JdbcDataSource",
        url = "jdbc:h2:mem:vouchers;DB_CLOSE_DELAY=-1",
        user = "sa",
        password = "")
public class Vouchers {

    static final String NAME = "java:app/jdbc/vouchers";

    @Resource(lookup = NAME)
    @SuppressWarnings("NullAway.Init") // the server sets it before the first call
    private DataSource source;

    @Transactional
    public void open() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists voucher (number varchar(40) primary key)");
        }
    }

    @Transactional
    public void save(String number) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("insert into voucher values (?)")) {
            statement.setString(1, number);
            statement.executeUpdate();
        }
    }

    @Transactional
    public boolean has(String number) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("select 1 from voucher where number = ?")) {
            statement.setString(1, number);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
