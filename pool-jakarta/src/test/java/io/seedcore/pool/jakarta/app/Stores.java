package io.seedcore.pool.jakarta.app;

import io.seedcore.pool.jakarta.Database;
import io.seedcore.pool.jakarta.app.ledger.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.neo4j.ogm.session.Session;

/** Writes and reads in each database. */
@ApplicationScoped
public class Stores {

    @Inject
    EntityManager people;

    @Inject
    @Database("mysql")
    EntityManager ledger;

    @Inject
    Session graph;

    @Inject
    DataSource peopleRows;

    /** Sends to the databases what was only noted so far. */
    public void flush() {
        people.flush();
        ledger.flush();
    }

    public void savePerson(String id) {
        people.persist(new Person(id));
    }

    public void saveEntry(String id) {
        ledger.persist(new Entry(id));
    }

    public void saveCity(String name) {
        graph.save(new City(name));
    }

    public void insertPerson(String id) throws SQLException {
        try (Connection connection = peopleRows.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into pj_person(id) values (?)")) {
            insert.setString(1, id);
            insert.executeUpdate();
        }
    }

    public boolean personIsVisibleByJdbc(String id) throws SQLException {
        try (Connection connection = peopleRows.getConnection();
                PreparedStatement select = connection.prepareStatement("select 1 from pj_person where id = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    @ActivateRequestContext
    public boolean hasPerson(String id) {
        return people.find(Person.class, id) != null;
    }

    @ActivateRequestContext
    public boolean hasEntry(String id) {
        return ledger.find(Entry.class, id) != null;
    }

    @ActivateRequestContext
    public boolean hasCity(String name) {
        return graph.queryForObject(Long.class, "MATCH (c:PjCity {name: $n}) RETURN count(c)", Map.of("n", name)) > 0;
    }

    @Transactional
    public <T> T required(Callable<T> work) throws Exception {
        return work.call();
    }

    @Transactional(TxType.REQUIRES_NEW)
    public <T> T requiresNew(Callable<T> work) throws Exception {
        return work.call();
    }

    @Transactional(TxType.NOT_SUPPORTED)
    public <T> T notSupported(Callable<T> work) throws Exception {
        return work.call();
    }

    @ActivateRequestContext
    public <T> T inRequest(Callable<T> work) throws Exception {
        return work.call();
    }
}
