package io.seedcore.pool.benchmark.transaction.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

@ApplicationScoped
class OurEntityManager implements Work {

    @Inject
    private EntityManager entityManager;

    @Override
    public Way way() {
        return Way.OUR_ENTITY_MANAGER;
    }

    @Override
    @Transactional
    public void run(long id) {
        persistAndQuery(entityManager, id);
    }

    /** The query makes Hibernate write first. */
    static void persistAndQuery(EntityManager entityManager, long id) {
        entityManager.persist(Notes.note(id));
        Notes.check(entityManager
                .createQuery("select note.text from Note note where note.id = :id", String.class)
                .setParameter("id", id)
                .getSingleResult());
    }
}
