package io.seedcore.pool.monitoring.event;

import java.time.Instant;

/**
 * Something that happened to a pool, once or several times in a row.
 *
 * @param type such as {@code circuit} or {@code timeout}
 * @param text what happened, in a few words, without address, user or secret
 * @param count how often in a row
 * @param last when it happened last
 */
public record PoolEvent(String database, String type, String text, long count, Instant last) {

    boolean isLike(PoolEvent other) {
        return database.equals(other.database) && type.equals(other.type) && text.equals(other.text);
    }

    PoolEvent again(Instant now) {
        return new PoolEvent(database, type, text, count + 1, now);
    }
}
