package io.seedcore.pool.it.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.it.trial.own.Ticket;
import io.seedcore.pool.it.trial.own.Tickets;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A persistence.xml of the application's own, for the server's data source and provider, beside our units. */
@Tag("entities")
class OwnUnitIT extends TrialApplication {

    @Inject
    private Tickets tickets;

    @Inject
    private Scopes scopes;

    @Inject
    private EntityManager ours;

    @Inject
    private EntityManagerFactory oursFactory;

    private final String name = UUID.randomUUID().toString();

    @Test
    void it_works_as_without_us() {
        assertThat(tickets.provider()).startsWith("org.eclipse.persistence.");
        tickets.save(name);
        assertThat(tickets.has(name)).isTrue();

        String other = UUID.randomUUID().toString();
        assertThatThrownBy(() -> tickets.saveInVain(other)).hasStackTraceContaining("rolls back");
        assertThat(tickets.has(other)).isFalse();
    }

    @Test
    void ours_work_beside_it() throws Exception {
        scopes.inTransaction(() -> ours.persist(new Author(name)));
        assertThat(Witness.authors(name)).isEqualTo(1);
    }

    @Test
    void what_it_lists_is_in_no_unit_of_ours() {
        assertThat(oursFactory.getMetamodel().getEntities())
                .extracting(entity -> entity.getName())
                .contains("Author")
                .doesNotContain("Ticket");
        assertThatThrownBy(() -> scopes.inTransaction(() -> ours.persist(new Ticket(name))))
                .hasStackTraceContaining("Ticket");
    }
}
