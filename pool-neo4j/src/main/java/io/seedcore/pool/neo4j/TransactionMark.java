package io.seedcore.pool.neo4j;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.neo4j.driver.TransactionConfig;

/**
 * What a transaction bears in its metadata, so that it can be found in the server while it runs.
 *
 * @param id unique, since whatever has it may be ended
 */
public record TransactionMark(String id) {

    /** The name of the id in the metadata. */
    public static final String NAME = "gtrid";

    /** A mark that no other transaction has. */
    public static TransactionMark unique() {
        return new TransactionMark("async." + UUID.randomUUID());
    }

    /** The same configuration, with this mark beside its other metadata. */
    public TransactionConfig on(TransactionConfig config) {
        Map<String, Object> metadata = new HashMap<>(config.metadata());
        metadata.put(NAME, id);
        TransactionConfig.Builder marked = TransactionConfig.builder().withMetadata(metadata);
        Duration timeout = config.timeout();
        return timeout == null ? marked.build() : marked.withTimeout(timeout).build();
    }
}
