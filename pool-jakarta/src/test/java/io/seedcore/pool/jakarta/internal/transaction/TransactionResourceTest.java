package io.seedcore.pool.jakarta.internal.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.jakarta.internal.transaction.Part.Answer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TransactionResourceTest {

    private static final Xid XID = new Xid() {
        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {1};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    };

    private final JoinedTransaction transaction = new JoinedTransaction(new OneAfterAnother());
    private final TransactionResource resource = new TransactionResource(transaction);

    private Part join(Part part) {
        assertThat(transaction.join(new Object(), part)).isTrue();
        return part;
    }

    private static void assertCode(ThrowingCallable call, int code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(code));
    }

    @Test
    void committedTwice_doneOnce() throws Exception {
        Part part = join(new Part(Answer.COMMITS));
        resource.commit(XID, true);
        resource.commit(XID, true);

        assertThat(part.events()).containsExactly("commit postgresql");
    }

    @Test
    void refused_rolledBackEachTimeItIsAsked() {
        join(new Part(Answer.REFUSES));
        assertCode(() -> resource.commit(XID, true), XAException.XA_RBROLLBACK);
        assertCode(() -> resource.commit(XID, true), XAException.XA_RBROLLBACK);
    }

    @Test
    void answerLost_hazard() {
        join(new Part(Answer.LOSES_THE_ANSWER));
        assertCode(() -> resource.commit(XID, true), XAException.XA_HEURHAZ);
    }

    @Test
    void uncheckedException_hazardAndNeverThrownAtTheManager() {
        join(new Part(Answer.IS_BROKEN));
        assertCode(() -> resource.commit(XID, true), XAException.XA_HEURHAZ);
    }

    @Test
    void oneCannotBeRolledBack_othersAreAndAllAreReleased() throws Exception {
        Part broken = join(new Part(Answer.CANNOT_EVEN_ROLL_BACK));
        Part sound = join(new Part(Answer.COMMITS));
        resource.rollback(XID);
        transaction.release();

        assertThat(broken.events()).containsExactly("rollback postgresql", "release postgresql");
        assertThat(sound.events()).containsExactly("rollback postgresql", "release postgresql");
    }

    @Test
    void rollbackAfterCommit_saysThatItIsCommitted() throws Exception {
        join(new Part(Answer.COMMITS));
        resource.commit(XID, true);
        assertCode(() -> resource.rollback(XID), XAException.XA_HEURCOM);
    }

    @Test
    void prepare_rollsBack() throws Exception {
        Part part = join(new Part(Answer.COMMITS));
        assertCode(() -> resource.prepare(XID), XAException.XA_RBROLLBACK);
        resource.rollback(XID);

        assertThat(part.events()).containsExactly("rollback postgresql");
    }

    @Test
    void neverCompleted_rolledBackOnRelease() {
        Part part = join(new Part(Answer.COMMITS));
        transaction.release();
        transaction.release();

        assertThat(part.events()).containsExactly("rollback postgresql", "release postgresql");
    }

    @Test
    void joiningAfterTheEnd_refused() throws Exception {
        resource.rollback(XID);
        assertThat(transaction.join(new Object(), new Part(Answer.COMMITS))).isFalse();
    }

    @Test
    void rollbackWhileItCommits_waitsAndGetsTheSameAnswer() throws Exception {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Part slow = join(new Part(Answer.COMMITS) {
            @Override
            public void commit() throws CommitFailedException {
                committing.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                super.commit();
            }
        });
        ExecutorService executor = Executors.newFixedThreadPool(2);
        Future<?> commit = executor.submit(() -> {
            resource.commit(XID, true);
            return null;
        });
        committing.await();
        Future<Integer> rollback = executor.submit(() -> {
            try {
                resource.rollback(XID);
                return 0;
            } catch (XAException e) {
                return e.errorCode;
            }
        });
        assertThat(rollback.isDone()).isFalse();
        goOn.countDown();

        commit.get();
        assertThat(rollback.get()).isEqualTo(XAException.XA_HEURCOM);
        assertThat(slow.events()).containsExactly("commit postgresql");
        executor.shutdown();
    }
}
