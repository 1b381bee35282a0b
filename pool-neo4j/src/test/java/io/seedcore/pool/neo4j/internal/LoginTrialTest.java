package io.seedcore.pool.neo4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.bolt.connection.AuthToken;
import org.neo4j.bolt.connection.AuthTokens;
import org.neo4j.driver.internal.value.BoltValueFactory;

/** A login is tried alone until the server has accepted it, and everybody waits while it is being changed. */
@Tag("health")
class LoginTrialTest {

    private static final AuthToken OLD = token("old");
    private static final AuthToken NEW = token("new");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LoginTrial trial = new LoginTrial(false);
    private final AtomicInteger attempts = new AtomicInteger();
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    @Test
    void changedPassword_allWhoPresentedTheOldOneTogetherMayWaitForTheNewOne() {
        trial.accepted(OLD);
        assertThat(trial.refused(OLD)).isPositive();
        assertThat(trial.refused(OLD)).isPositive();
        trial.accepted(NEW);
        assertThat(trial.refused(NEW)).isPositive();
    }

    @Test
    void passwordThatWasNeverAccepted_nobodyWaitsForAnother() {
        assertThat(trial.refused(NEW)).isEqualTo(Duration.ZERO);
        trial.accepted(OLD);
        assertThat(trial.refused(NEW)).isEqualTo(Duration.ZERO);
    }

    @Test
    void acceptedPassword_isPresentedByAllAtOnce() {
        trial.accepted(OLD);
        connect(OLD);
        connect(OLD);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void unknownOrDoubtedPassword_isPresentedByOneAfterTheOther() {
        CompletionStage<String> first = connect(OLD);
        CompletionStage<String> second = connect(OLD);
        assertThat(attempts).hasValue(1);
        answer.complete("let in");
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();

        trial.accepted(OLD);
        trial.refused(OLD);
        LoginTrialTest again = new LoginTrialTest();
        trial.connect(OLD, again::attempt);
        trial.connect(OLD, again::attempt);
        assertThat(again.attempts).hasValue(1);
    }

    @Test
    void acceptedPasswordThatMayChange_isPresentedByTwoAtOnce_theOthersFollow() {
        LoginTrial changing = new LoginTrial(true);
        changing.accepted(OLD);
        List<CompletionStage<String>> all = connectMany(changing, 2_000);
        assertThat(attempts).hasValue(2);
        answer.complete("let in");
        assertThat(all).allSatisfy(one -> assertThat(one).succeedsWithin(PATIENCE));
        assertThat(attempts).hasValue(2_000);
    }

    @Test
    void passwordRefusedToTheTwo_theOthersAwaitOneWhoTriesItAlone() {
        LoginTrial changing = new LoginTrial(true);
        changing.accepted(OLD);
        List<CompletionStage<String>> all = connectMany(changing, 20);
        LoginTrialTest third = new LoginTrialTest();
        CompletionStage<String> alone = changing.connect(NEW, third::attempt);
        assertThat(third.attempts).as("another login is a trial").hasValue(1);

        changing.refused(OLD);
        answer.completeExceptionally(new IllegalStateException("refused"));
        assertThat(all.subList(0, 2)).allSatisfy(one -> assertThat(one).failsWithin(PATIENCE));
        third.answer.completeExceptionally(new IllegalStateException("refused, too"));
        assertThat(alone).failsWithin(PATIENCE);
        assertThat(all).allSatisfy(one -> assertThat(one).failsWithin(PATIENCE));
    }

    @Test
    void passwordRefusedToOneOfTwoUnderWay_whoComesThenDoesNotPresentIt() {
        LoginTrial changing = new LoginTrial(true);
        changing.accepted(OLD);
        List<CompletionStage<String>> underWay = connectMany(changing, 2);
        changing.refused(OLD);
        LoginTrialTest later = new LoginTrialTest();
        CompletionStage<String> newcomer = changing.connect(OLD, later::attempt);
        assertThat(later.attempts).hasValue(0);

        changing.accepted(NEW);
        later.answer.complete("let in with the new one");
        answer.complete("let in with the new one");
        assertThat(underWay).allSatisfy(one -> assertThat(one).succeedsWithin(PATIENCE));
        assertThat(newcomer).succeedsWithin(PATIENCE);
    }

    private List<CompletionStage<String>> connectMany(LoginTrial changing, int count) {
        return Stream.generate(() -> changing.connect(OLD, this::attempt))
                .limit(count)
                .toList();
    }

    private static AuthToken token(String password) {
        return AuthTokens.basic("neo4j", password, null, BoltValueFactory.getInstance());
    }

    private CompletionStage<String> connect(AuthToken token) {
        return trial.connect(token, this::attempt);
    }

    private CompletionStage<String> attempt() {
        attempts.incrementAndGet();
        return answer;
    }
}
