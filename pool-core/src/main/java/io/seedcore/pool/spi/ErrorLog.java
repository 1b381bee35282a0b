package io.seedcore.pool.spi;

import io.seedcore.pool.activity.RecentError;
import io.seedcore.pool.error.DatabaseError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What failed in one pool, counted by class and code; of many classes the latest are remembered. Thread-safe. */
public final class ErrorLog {

    private static final int REMEMBERED = 16;
    private static final String NO_CODE = "none";

    private record Key(String type, String code) {}

    private final Map<Key, RecentError> errors = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, RecentError> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** A database, or a driver on its behalf, said no. */
    public void record(DatabaseError error) {
        record(error.category().label(), code(error));
    }

    private static String code(DatabaseError error) {
        String state = error.sqlState() == null ? NO_CODE : error.sqlState();
        return error.vendorCode() == 0 ? state : error.vendorCode() + "/" + state;
    }

    /** See {@link RecentError} for both. */
    public synchronized void record(String type, String code) {
        errors.compute(
                new Key(type, code),
                (key, before) -> new RecentError(type, code, before == null ? 1 : before.count() + 1, Instant.now()));
    }

    /** Latest first. */
    public synchronized List<RecentError> recent() {
        List<RecentError> latest = new ArrayList<>(errors.values());
        Collections.reverse(latest);
        return latest;
    }
}
