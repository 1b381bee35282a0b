package io.seedcore.pool.jakarta.example;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;

/** Notes in PostgreSQL: POST one, GET all. */
@Path("/notes")
@ApplicationScoped
public class FirstExample {

    @Inject
    EntityManager em;

    @POST
    @Transactional
    public void add(String text) {
        em.persist(new Note(text));
    }

    @GET
    public List<String> all() {
        return em.createQuery("select n.text from Note n", String.class).getResultList();
    }

    @Entity(name = "Note")
    public static class Note {

        @Id
        @GeneratedValue
        private long id;

        private String text = "";

        protected Note() {}

        public Note(String text) {
            this.text = text;
        }
    }
}
