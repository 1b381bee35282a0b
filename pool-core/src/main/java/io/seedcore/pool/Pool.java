package io.seedcore.pool;

import io.seedcore.pool.activity.PoolActivity;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.sizing.ServerRoom;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Connections to one database. Thread-safe.
 *
 * <p>Pools belong to the {@link PoolRegistry} that opened them. Do not keep one across a change of the registry's
 * content: look it up again by name.
 */
public interface Pool extends AutoCloseable {

    /** The name it is looked up by, such as {@code postgresql} or {@code reporting}. */
    String name();

    DatabaseKind kind();

    PoolSettings settings();

    /** What the pool looks like now. Never waits for the database and never fails, not even after close. */
    PoolStats stats();

    /** How long callers waited for connections, and used them, since the pool exists. Never fails. */
    PoolDurations durations();

    /**
     * How long statements took since the pool exists, for each kind that its database knows; empty where statements are
     * not timed ({@code SEEDCORE_QUERY_METRICS}). Never fails.
     *
     * <p>From handing a statement to the driver until it returns, also with a failure; reading the rows is not part of it.
     */
    default Map<QueryKind, DurationCounts> queries() {
        Map<QueryKind, DurationCounts> all = new EnumMap<>(QueryKind.class);
        for (EngineType type : EngineType.values()) {
            queries(type).forEach((kind, counts) -> all.merge(kind, counts, DurationCounts::plus));
        }
        return Collections.unmodifiableMap(all);
    }

    /**
     * As {@link #queries()}, of those who borrowed in one way alone; both together are the whole. Neo4j's driver does not
     * tell who borrows, but who runs a statement: a session that answers with stages or streams is {@link EngineType#ASYNC}.
     */
    Map<QueryKind, DurationCounts> queries(EngineType type);

    /** Who has its connections, who waits, what was slow and what failed lately. Looks at threads; never fails. */
    default PoolActivity activity() {
        return PoolActivity.NONE;
    }

    /**
     * Which settings of this pool do not fit the database's server, each with both values and what to do, found over the
     * first connection. Empty before that, and where all fit; never fails.
     */
    default List<String> serverWarnings() {
        return List.of();
    }

    /**
     * What callers of one type have of it now and had since it exists. Never fails. A driver that pools by itself does not
     * tell who borrows: there all is {@link EngineType#SYNC}, and empty for the other type.
     */
    default Optional<PoolUse> use(EngineType type) {
        return type == EngineType.SYNC
                ? Optional.of(new PoolUse(stats().checkedOut(), stats().timeouts(), durations()))
                : Optional.empty();
    }

    /**
     * Asks the database whether it answers, over a connection outside the pool, so that a full pool is not taken for a
     * database that is down.
     *
     * @param timeout longest time to wait for the answer, connecting included; positive
     * @return what was found; a database that is down is a result, not an exception
     */
    ProbeResult probe(Duration timeout);

    /**
     * Asks the database's server how many connections it admits and who has them, over the connection outside the pool,
     * which {@link #probe} opens. To be asked after a probe that was answered, and rarely: the server looks through all its
     * sessions.
     *
     * @param timeout longest time to wait for the answer; positive
     * @return what was found; what keeps the server from saying so is a result, not an exception
     */
    default ServerRoom serverRoom(Duration timeout) {
        return new ServerRoom.Unknown("this kind of database does not say");
    }

    /**
     * Makes sure that a connection to the database is open in the pool.
     *
     * @throws PoolException with code {@code SCP-101} when none could be opened within the acquisition timeout
     */
    void warmUp();

    /**
     * Takes no more borrowers, waits for the present ones up to the drain timeout, then closes every connection. Once: whoever
     * calls it while another does waits for that, and later calls do nothing.
     */
    @Override
    void close();
}
