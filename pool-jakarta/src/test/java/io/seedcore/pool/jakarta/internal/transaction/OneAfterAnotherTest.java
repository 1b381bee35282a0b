package io.seedcore.pool.jakarta.internal.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.jakarta.internal.transaction.Outcome.Result;
import io.seedcore.pool.jakarta.internal.transaction.Part.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneAfterAnotherTest {

    private final List<String> events = new ArrayList<>();

    private Outcome commit(Answer mysql, Answer neo4j, Answer postgresql) {
        return new OneAfterAnother()
                .commit(List.of(
                        new Part(DatabaseKind.MYSQL, mysql, events),
                        new Part(DatabaseKind.NEO4J, neo4j, events),
                        new Part(DatabaseKind.POSTGRESQL, postgresql, events)));
    }

    @Test
    void nobody_committed() {
        assertThat(new OneAfterAnother().commit(List.of()).result()).isEqualTo(Result.COMMITTED);
    }

    @Test
    void allCommit_riskiestFirst() {
        Outcome outcome = commit(Answer.COMMITS, Answer.COMMITS, Answer.COMMITS);

        assertThat(outcome.result()).isEqualTo(Result.COMMITTED);
        assertThat(events).containsExactly("commit postgresql", "commit neo4j", "commit mysql");
    }

    @Test
    void firstRefuses_othersRolledBack() {
        Outcome outcome = commit(Answer.COMMITS, Answer.COMMITS, Answer.REFUSES);

        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(events).containsExactly("commit postgresql", "rollback neo4j", "rollback mysql");
    }

    @Test
    void firstAnswerLost_unknown() {
        Outcome outcome = commit(Answer.COMMITS, Answer.COMMITS, Answer.LOSES_THE_ANSWER);

        assertThat(outcome.result()).isEqualTo(Result.UNKNOWN);
        assertThat(events).containsExactly("commit postgresql", "rollback neo4j", "rollback mysql");
    }

    @Test
    void laterRefuses_saidToBeMixed() {
        Outcome outcome = commit(Answer.COMMITS, Answer.REFUSES, Answer.COMMITS);

        assertThat(outcome.result()).isEqualTo(Result.MIXED);
        assertThat(events).containsExactly("commit postgresql", "commit neo4j", "rollback mysql");
    }

    @Test
    void firstIsBroken_othersRolledBack() {
        Outcome outcome = commit(Answer.COMMITS, Answer.COMMITS, Answer.IS_BROKEN);

        assertThat(outcome.result()).isEqualTo(Result.UNKNOWN);
        assertThat(events).containsExactly("commit postgresql", "rollback neo4j", "rollback mysql");
    }

    @Test
    void laterIsBroken_saidToBeMixed() {
        Outcome outcome = commit(Answer.COMMITS, Answer.IS_BROKEN, Answer.COMMITS);

        assertThat(outcome.result()).isEqualTo(Result.MIXED);
        assertThat(events).containsExactly("commit postgresql", "commit neo4j", "rollback mysql");
    }

    @Test
    void oneCannotBeRolledBack_othersAre() {
        Outcome outcome = commit(Answer.COMMITS, Answer.CANNOT_EVEN_ROLL_BACK, Answer.REFUSES);

        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(events).containsExactly("commit postgresql", "rollback neo4j", "rollback mysql");
    }
}
