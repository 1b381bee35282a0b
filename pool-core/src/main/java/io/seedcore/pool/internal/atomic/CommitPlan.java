package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.PoolException;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.Participant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Of a transaction that wrote to several databases: whose commit decides, and who is prepared. */
final class CommitPlan {

    private static final List<DatabaseKind> PREFERRED =
            List.of(DatabaseKind.NEO4J, DatabaseKind.POSTGRESQL, DatabaseKind.MYSQL);

    private final Engine engine;
    private final JoinedDatabases joined;
    private final List<Participant> writers;

    CommitPlan(Engine engine, JoinedDatabases joined, List<Participant> writers) {
        this.engine = engine;
        this.joined = joined;
        this.writers = List.copyOf(writers);
    }

    /**
     * What is to be run; nothing has been asked of those who wrote.
     *
     * @throws PoolException where it is not possible to commit
     * @throws Exception as a driver throws it, where a database that did not write was to decide
     */
    CommitRun choose() throws Exception {
        List<Participant> fixed = writers.stream()
                .filter(writer -> !writer.canPrepare() || !engine.databases().canPrepare(writer.database()))
                .toList();
        if (fixed.size() > 1) {
            throw twoThatCannotPrepare(fixed);
        }
        TransactionId id = joined.id(true).orElseThrow(this::noStores);
        Participant deciding = fixed.isEmpty() ? deciding(id) : fixed.get(0);
        String store = storeOf(deciding, id).orElseThrow(() -> notAmongStores(deciding));
        List<CommitRun.Branch> branches = writers.stream()
                .filter(writer -> writer != deciding)
                .map(writer -> new CommitRun.Branch(writer, joined.numberOf(writer)))
                .toList();
        return new CommitRun(engine, id, deciding, store, branches);
    }

    /** Where none of those that wrote may hold the decision, one that may takes part with nothing but it. */
    private Participant deciding(TransactionId id) throws Exception {
        Optional<Participant> preferred = writers.stream()
                .filter(writer -> storeOf(writer, id).isPresent())
                .min(Comparator.comparing(writer -> PREFERRED.indexOf(writer.kind())));
        return preferred.isPresent() ? preferred.get() : joined.joinForDecision(withNothingElse(id));
    }

    /**
     * The first pool that was read from, whose connection is there to be had; else the first that is known to lead to a
     * store, in the order of the setting.
     */
    private String withNothingElse(TransactionId id) {
        return joined.all().stream()
                .filter(reader -> storeOf(reader, id).isPresent())
                .map(Participant::database)
                .findFirst()
                .or(() -> id.stores().stream()
                        .flatMap(store -> engine.databases().withStore(store).stream())
                        .findFirst())
                .orElseThrow(this::noStores);
    }

    /** The store in the participant's database, where the decision about {@code id} may stand there. */
    private Optional<String> storeOf(Participant participant, TransactionId id) {
        return engine.databases().storeOf(participant.database()).filter(id.stores()::contains);
    }

    private PoolException twoThatCannotPrepare(List<Participant> fixed) {
        String reasons = fixed.stream()
                .map(participant -> participant.database() + " ("
                        + engine.databases()
                                .readiness(participant.database())
                                .map(readiness -> String.join("; ", readiness.prepareProblems()))
                                .filter(text -> !text.isEmpty())
                                .orElse("it began before the others were known to need it")
                        + ")")
                .collect(Collectors.joining(", "));
        return new PoolException(
                "SCP-412",
                "The transaction wrote to several databases that cannot prepare, of which there may be one: " + reasons
                        + ". Mend that, or write to one of them in a transaction of its own.",
                null);
    }

    private PoolException noStores() {
        return new PoolException(
                "SCP-417",
                "The transaction wrote to several databases, and no decision can be written down: "
                        + engine.databases().storeProblems() + ". Mend that, and do it again.",
                null);
    }

    private PoolException notAmongStores(Participant last) {
        return new PoolException(
                "SCP-418",
                last.database() + ": cannot prepare, so it must decide, and decisions may stand in "
                        + engine.databases().candidates() + " only. Set SEEDCORE_DECISION_STORES to include it.",
                null);
    }
}
