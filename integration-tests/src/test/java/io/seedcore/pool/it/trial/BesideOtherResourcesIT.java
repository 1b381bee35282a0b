package io.seedcore.pool.it.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.it.trial.own.Tickets;
import io.seedcore.pool.it.trial.own.Vouchers;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One transaction that writes to a data source of the server's, and works with a database of ours. */
@Tag("long")
@Tag("transactions")
class BesideOtherResourcesIT extends TrialApplication {

    /** Keeps what the pool says, since the server passes no cause on. */
    private static final class Heard extends Handler {

        private final List<String> messages = new ArrayList<>();

        @Override
        public void publish(LogRecord said) {
            messages.add(said.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static final Logger POOL = Logger.getLogger("io.seedcore.pool.jakarta.internal.transaction");

    @Inject
    private Scopes scopes;

    @Inject
    private EntityManager ours;

    @Inject
    private Vouchers vouchers;

    @Inject
    private Tickets tickets;

    private final String name = UUID.randomUUID().toString();
    private final Heard heard = new Heard();

    @BeforeEach
    void listen() throws SQLException {
        vouchers.open();
        POOL.addHandler(heard);
    }

    @AfterEach
    void stopListening() {
        POOL.removeHandler(heard);
    }

    @Test
    void theirs_came_first_it_is_named_and_nothing_is_stored() throws Exception {
        assertThatThrownBy(() -> scopes.inTransaction(() -> {
                    vouchers.save(name);
                    saveOurs();
                }))
                .hasStackTraceContaining("RollbackException");

        assertThat(heard.messages)
                .anyMatch(
                        message -> message.matches(
                                "SCP-327 The transaction was rolled back: it uses a resource of the server \\(\\S+\\) beside .*"));
        assertThat(Witness.authors(name)).isZero();
        assertThat(vouchers.has(name)).isFalse();
    }

    /** Then the server asks theirs about ours, and not ours about theirs. */
    @Test
    void ours_came_first_nothing_is_stored() throws Exception {
        assertThatThrownBy(() -> scopes.inTransaction(() -> {
                    saveOurs();
                    vouchers.save(name);
                }))
                .hasStackTraceContaining("RollbackException");

        assertThat(heard.messages).anyMatch(message -> message.startsWith("SCP-327 "));
        assertThat(Witness.authors(name)).isZero();
        assertThat(vouchers.has(name)).isFalse();
    }

    @Test
    void ours_is_only_read_theirs_is_stored() throws Exception {
        scopes.inTransaction(() -> {
            vouchers.save(name);
            readOurs();
        });

        assertThat(vouchers.has(name)).isTrue();
    }

    @Test
    void ours_came_first_and_is_only_read_theirs_is_stored() throws Exception {
        scopes.inTransaction(() -> {
            readOurs();
            vouchers.save(name);
        });

        assertThat(vouchers.has(name)).isTrue();
    }

    private void readOurs() {
        assertThat(ours.createQuery("select count(a) from Author a where a.name = :name", Long.class)
                        .setParameter("name", name)
                        .getSingleResult())
                .isZero();
    }

    /** Elsewhere it would keep the transaction for itself; Payara lets it take part as the one that cannot prepare. */
    @Test
    void one_without_xa_came_first_nothing_is_stored() {
        assertThatThrownBy(() -> scopes.inTransaction(() -> {
                    tickets.saveAndFlush(name);
                    saveOurs();
                }))
                .hasStackTraceContaining("RollbackException");

        assertThat(heard.messages).anyMatch(message -> message.startsWith("SCP-327 "));
        assertThat(Witness.authors(name)).isZero();
        assertThat(tickets.has(name)).isFalse();
    }

    @Test
    void one_without_xa_came_first_ours_is_only_read_it_is_stored() throws Exception {
        scopes.inTransaction(() -> {
            tickets.saveAndFlush(name);
            readOurs();
        });

        assertThat(tickets.has(name)).isTrue();
    }

    @Test
    void one_without_xa_came_later_ours_is_only_read_it_is_stored() throws Exception {
        scopes.inTransaction(() -> {
            readOurs();
            tickets.saveAndFlush(name);
        });

        assertThat(tickets.has(name)).isTrue();
    }

    @Test
    void one_without_xa_came_later_nothing_is_stored() {
        assertThatThrownBy(() -> scopes.inTransaction(() -> {
                    saveOurs();
                    tickets.saveAndFlush(name);
                }))
                .hasStackTraceContaining("RollbackException");

        assertThat(heard.messages).anyMatch(message -> message.startsWith("SCP-327 "));
        assertThat(Witness.authors(name)).isZero();
        assertThat(tickets.has(name)).isFalse();
    }

    private void saveOurs() {
        ours.persist(new Author(name));
        ours.flush();
    }
}
