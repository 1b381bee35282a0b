package io.seedcore.pool.it.trial.own;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** Uses the unit of the application's persistence.xml as Jakarta EE has it: from the container, not by our injection. */
@ApplicationScoped
public class Tickets {

    /** Its name in the persistence.xml. */
    public static final String UNIT = "own";

    @PersistenceContext(unitName = UNIT)
    @SuppressWarnings("NullAway.Init") // the server sets it before the first call
    private EntityManager own;

    @Transactional
    public void save(String number) {
        own.persist(new Ticket(number));
    }

    @Transactional
    public void saveAndFlush(String number) {
        own.persist(new Ticket(number));
        own.flush();
    }

    @Transactional
    public void saveInVain(String number) {
        own.persist(new Ticket(number));
        own.flush();
        throw new IllegalStateException("rolls back");
    }

    public boolean has(String number) {
        return own.find(Ticket.class, number) != null;
    }

    /** Who made the unit's entity manager. */
    public String provider() {
        return own.getDelegate().getClass().getName();
    }
}
