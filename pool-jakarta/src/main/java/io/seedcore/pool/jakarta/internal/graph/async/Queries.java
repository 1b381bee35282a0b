package io.seedcore.pool.jakarta.internal.graph.async;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Query;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;
import org.neo4j.driver.async.AsyncQueryRunner;
import org.neo4j.driver.async.ResultCursor;

/** The several ways to say a query, all of which lead to one. */
abstract class Queries implements AsyncQueryRunner {

    @Override
    public CompletionStage<ResultCursor> runAsync(String query, Value parameters) {
        return runAsync(new Query(query, parameters));
    }

    @Override
    public CompletionStage<ResultCursor> runAsync(String query, Map<String, Object> parameters) {
        return runAsync(new Query(query, parameters));
    }

    @Override
    public CompletionStage<ResultCursor> runAsync(String query, @Nullable Record parameters) {
        return parameters == null ? runAsync(query) : runAsync(query, Values.value(parameters.asMap()));
    }

    @Override
    public CompletionStage<ResultCursor> runAsync(String query) {
        return runAsync(new Query(query));
    }
}
