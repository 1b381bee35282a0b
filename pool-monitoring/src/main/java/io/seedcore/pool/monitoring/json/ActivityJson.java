package io.seedcore.pool.monitoring.json;

import io.seedcore.pool.activity.Caller;
import io.seedcore.pool.activity.Holder;
import io.seedcore.pool.activity.PoolActivity;
import io.seedcore.pool.activity.RecentError;
import io.seedcore.pool.activity.SlowQuery;
import io.seedcore.pool.activity.WaitingCaller;
import io.seedcore.pool.event.EngineType;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The parts of what goes on in a pool. Times are seconds, moments ISO-8601. */
final class ActivityJson {

    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private ActivityJson() {}

    static JsonArrayBuilder holders(PoolActivity activity) {
        JsonArrayBuilder holders = JSON.createArrayBuilder();
        activity.holders().forEach(holder -> holders.add(holder(holder)));
        return holders;
    }

    private static JsonObjectBuilder holder(Holder holder) {
        JsonObjectBuilder json = caller(holder.caller(), holder.thread(), holder.engineType())
                .add("held_seconds", seconds(holder.held()));
        if (holder.statement() != null && holder.shape() != null) {
            json.add("last_statement", holder.statement().label()).add("last_shape", holder.shape());
        }
        return json;
    }

    static JsonArrayBuilder waiters(PoolActivity activity) {
        JsonArrayBuilder waiters = JSON.createArrayBuilder();
        activity.waiters().forEach(waiter -> waiters.add(waiter(waiter)));
        return waiters;
    }

    private static JsonObjectBuilder waiter(WaitingCaller waiter) {
        return caller(waiter.caller(), waiter.thread(), waiter.engineType())
                .add("waited_seconds", seconds(waiter.waited()));
    }

    private static JsonObjectBuilder caller(Caller caller, String thread, EngineType engineType) {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("caller", caller.label())
                .add("class", caller.type())
                .add("method", caller.method());
        if (caller.bean() != null) {
            json.add("bean", caller.bean());
        }
        return json.add("thread", thread).add("engine_type", engineType.label());
    }

    static JsonArrayBuilder slowest(PoolActivity activity) {
        JsonArrayBuilder slowest = JSON.createArrayBuilder();
        for (SlowQuery query : activity.slowest()) {
            slowest.add(JSON.createObjectBuilder()
                    .add("shape", query.shape())
                    .add("query_type", query.kind().label())
                    .add("seconds", seconds(query.took()))
                    .add("at", query.at().truncatedTo(ChronoUnit.MILLIS).toString()));
        }
        return slowest;
    }

    static JsonArrayBuilder errors(PoolActivity activity) {
        JsonArrayBuilder errors = JSON.createArrayBuilder();
        for (RecentError error : activity.errors()) {
            errors.add(JSON.createObjectBuilder()
                    .add("error_type", error.type())
                    .add("code", error.code())
                    .add("count", error.count())
                    .add("last", error.last().truncatedTo(ChronoUnit.MILLIS).toString()));
        }
        return errors;
    }

    /** To the millisecond. */
    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
