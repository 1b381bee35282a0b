package io.seedcore.pool.internal.atomic;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pools that lead to one database. What one of them cannot reach, or its login may not do, another one may. */
final class LikePools {

    private static final Logger LOG = LoggerFactory.getLogger(LikePools.class);

    @FunctionalInterface
    interface Question<T> {
        T ask(String pool) throws Exception;
    }

    private LikePools() {}

    /**
     * Asks one after the other until an answer is good.
     *
     * @return the first good answer, else the last one
     * @throws Exception where none answered
     */
    static <T> T ask(List<String> pools, Question<T> question, Predicate<T> isGood) throws Exception {
        @Nullable T last = null;
        Exception failure = new SQLException("no pool leads to that database");
        for (String pool : pools) {
            try {
                last = question.ask(pool);
                if (isGood.test(last)) {
                    return last;
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                LOG.debug("{}: no answer; another pool to the same database is asked, if there is one", pool, e);
                failure = e;
            }
        }
        if (last == null) {
            throw failure;
        }
        return last;
    }
}
