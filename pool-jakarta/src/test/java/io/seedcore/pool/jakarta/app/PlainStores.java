package io.seedcore.pool.jakarta.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/** An application of one relational database. */
@ApplicationScoped
public class PlainStores {

    @Inject
    EntityManager people;

    @Transactional
    public void savePerson(String id) {
        people.persist(new Person(id));
    }

    /** Where there is no transaction manager. */
    @ActivateRequestContext
    public void savePersonInOwnTransaction(String id) {
        people.getTransaction().begin();
        people.persist(new Person(id));
        people.getTransaction().commit();
    }

    @ActivateRequestContext
    public boolean hasPerson(String id) {
        return people.find(Person.class, id) != null;
    }
}
