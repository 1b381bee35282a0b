package io.seedcore.pool.internal.atomic;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.atomic.TransactionId;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions that nobody removed go when they are old and no branch is left, and wait for no others. */
@Tag("transactions")
class OldDecisionsTest {

    /** More than a scan looks at. */
    private static final int MANY = 450;

    private static List<TransactionId> ids(Engine engine, int count) {
        return Stream.generate(() -> engine.newId(true).orElseThrow())
                .limit(count)
                .toList();
    }

    private static String place(Engine engine, String name) {
        return new BranchPlace(name, engine.databases().storeOf(name)).text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void decisionsThatCanNeverGo_keepNoOthersFromGoing(String last) throws Exception {
        try (TwoDatabases databases = new TwoDatabases(last);
                Engine engine = databases.cleaner()) {
            databases.decide(last, ids(engine, MANY), "renamed");
            databases.decide(last, ids(engine, 20), place(engine, last));
            for (int scan = 0; databases.markers() > MANY && scan < 5; scan++) {
                engine.recoverNow();
            }
            assertThat(databases.markers()).as("decisions left").isEqualTo(MANY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void decisionOfWhichABranchIsLeft_stays(String last) throws Exception {
        try (TwoDatabases databases = new TwoDatabases(last);
                Engine patient = TwoDatabases.cleaner(databases.registry, Duration.ofHours(1));
                Engine hasty = databases.cleaner()) {
            List<TransactionId> ids = ids(patient, 2);
            databases.decide(last, ids, place(patient, "postgresql"));
            databases.prepareInPostgres(ids.get(0), 1);
            patient.recoverNow();
            assertThat(databases.markers()).as("decisions left").isOne();
            assertThat(databases.branches()).isOne();

            hasty.newId(true);
            hasty.recoverNow();
            assertThat(databases.rowsInPostgres(1)).as("as decided").isOne();
            assertThat(databases.markers()).as("decisions left").isZero();
        }
    }
}
