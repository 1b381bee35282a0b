package io.seedcore.pool.jakarta.internal.transaction;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits one part after the other. Right for a single database. With several, a refusal by the first rolls all back;
 * a refusal by a later one, or a crash between two commits, leaves them disagreeing.
 */
final class OneAfterAnother implements CompletionProtocol {

    private static final Logger LOG = LoggerFactory.getLogger(OneAfterAnother.class);

    /**
     * The most likely to refuse goes first, while all others can still be rolled back: PostgreSQL has deferred
     * constraints and serialization failures to report at commit, MySQL nothing.
     */
    private static final Comparator<TransactionParticipant> RISKIEST_FIRST =
            Comparator.comparing(participant -> switch (participant.kind()) {
                case POSTGRESQL -> 0;
                case NEO4J -> 1;
                case MYSQL -> 2;
            });

    private final Set<Set<String>> warned = ConcurrentHashMap.newKeySet();

    @Override
    public Outcome commit(List<TransactionParticipant> participants) {
        for (TransactionParticipant participant : participants) {
            String obstacle = participant.obstacle().orElse(null);
            if (obstacle != null) {
                Parts.rollBack(participants);
                return Outcome.rolledBack(new CannotCommitException(obstacle));
            }
        }
        if (participants.size() > 1) {
            warn(participants);
        }
        return commitInOrder(participants.stream().sorted(RISKIEST_FIRST).toList());
    }

    private static Outcome commitInOrder(List<TransactionParticipant> participants) {
        for (int i = 0; i < participants.size(); i++) {
            try {
                commit(participants.get(i));
            } catch (CommitFailedException e) {
                List<TransactionParticipant> rest = participants.subList(i + 1, participants.size());
                Parts.rollBack(rest);
                return failed(e, names(participants.subList(0, i)), names(rest));
            }
        }
        return Outcome.COMMITTED;
    }

    /** What nobody foresaw leaves open whether it is stored, and must not keep the others from being ended. */
    private static void commit(TransactionParticipant participant) throws CommitFailedException {
        try {
            participant.commit();
        } catch (RuntimeException e) {
            throw CommitFailedException.unknown(participant.database(), e);
        }
    }

    private static Outcome failed(CommitFailedException failure, String committed, String rolledBack) {
        if (committed.isEmpty()) {
            return failure.rolledBack() ? Outcome.rolledBack(failure) : Outcome.unknown(failure);
        }
        LOG.error(
                "SCP-325 The transaction is stored in {} and could not be committed in the next database; rolled back:"
                        + " {}. Correct the data by hand. {}",
                committed,
                rolledBack.isEmpty() ? "nothing" : rolledBack,
                failure.getMessage());
        return Outcome.mixed(failure);
    }

    private void warn(List<TransactionParticipant> participants) {
        Set<String> names =
                participants.stream().map(TransactionParticipant::database).collect(Collectors.toSet());
        if (warned.add(names)) {
            LOG.warn(
                    "SCP-326 One transaction uses {}: each is committed for itself, one after the other. If a later one"
                            + " refuses, or this process ends between two commits, they disagree.",
                    names(participants));
        }
    }

    private static String names(List<TransactionParticipant> participants) {
        return participants.stream()
                .map(TransactionParticipant::database)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
