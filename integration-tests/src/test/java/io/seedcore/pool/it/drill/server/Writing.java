package io.seedcore.pool.it.drill.server;

import io.seedcore.pool.jakarta.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.neo4j.ogm.session.Session;

/** A row, a row and a node with the same id in one transaction, as an application writes them. */
@ApplicationScoped
public class Writing {

    @Inject
    @Database("postgresql")
    private DataSource postgresql;

    @Inject
    @Database("mysql")
    private DataSource mysql;

    @Inject
    private Session neo4j;

    /** @param databases by their names, in the order in which they are written to */
    @Transactional(rollbackOn = Exception.class)
    public void write(List<String> databases, long id) throws SQLException {
        for (String database : databases) {
            switch (database) {
                case "postgresql" -> insert(postgresql, id);
                case "mysql" -> insert(mysql, id);
                default -> neo4j.query("CREATE (:DrillAtomic {id: $id})", Map.of("id", id));
            }
        }
    }

    private static void insert(DataSource database, long id) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into drill_atomic values (" + id + ")");
        }
    }
}
