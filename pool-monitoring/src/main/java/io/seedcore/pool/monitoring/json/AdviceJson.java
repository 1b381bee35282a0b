package io.seedcore.pool.monitoring.json;

import io.seedcore.pool.monitoring.advice.ServerAdvice;
import io.seedcore.pool.monitoring.advice.SizingReport;
import io.seedcore.pool.sizing.Advice;
import io.seedcore.pool.sizing.ServerRoom;
import io.seedcore.pool.sizing.ServerRoom.Client;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What size pools should have, and what their servers are to admit for that. */
public final class AdviceJson {

    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    /** Of those who have connections to a server; the others are few each. */
    private static final int SHOWN_CLIENTS = 10;

    private AdviceJson() {}

    /** All of it. */
    public static JsonObjectBuilder of(SizingReport report) {
        JsonArrayBuilder pools = JSON.createArrayBuilder();
        report.pools().forEach((database, advice) -> pools.add(of(database, advice)));
        JsonObjectBuilder servers = JSON.createObjectBuilder();
        report.servers()
                .forEach((database, server) -> servers.add(
                        database,
                        server(server)
                                .add(
                                        "this_pool",
                                        ServerAdvice.connections(Objects.requireNonNull(
                                                report.pools().get(database))))));
        return JSON.createObjectBuilder().add("pools", pools).add("max_connections", servers);
    }

    /** One pool. */
    public static JsonObjectBuilder of(String database, Advice advice) {
        return JSON.createObjectBuilder()
                .add("database", database)
                .add("pool_size", advice.poolSize())
                .add("max_overflow", advice.maxOverflow())
                .add("confidence", advice.confidence().label())
                .add("because", advice.because());
    }

    /** One server. */
    public static JsonObjectBuilder server(ServerAdvice advice) {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("databases", JSON.createArrayBuilder(advice.databases()))
                .add("pools", advice.advised())
                .add("elsewhere", advice.elsewhere())
                .add("reserve", advice.reserve())
                .add("at_least", advice.atLeast());
        advice.asSet().ifPresent(set -> json.add("as_set", set));
        if (advice.room() instanceof ServerRoom.Known known) {
            if (advice.asSet().isPresent()) {
                json.add("enough", !advice.isTooSmall());
            }
            return json.add("server", known(known));
        }
        return json.add(
                "server", JSON.createObjectBuilder().add("unknown", ((ServerRoom.Unknown) advice.room()).why()));
    }

    private static JsonObjectBuilder known(ServerRoom.Known known) {
        JsonArrayBuilder clients = JSON.createArrayBuilder();
        Stream.concat(Stream.of(known.own()), known.others().stream())
                .limit(SHOWN_CLIENTS)
                .forEach(client -> clients.add(client(client)));
        return JSON.createObjectBuilder()
                .add("limit", known.limit())
                .add("admits", known.most())
                .add("reserved", known.reserved())
                .add("connections", known.connections())
                .add("clients", clients);
    }

    private static JsonObjectBuilder client(Client client) {
        return JSON.createObjectBuilder()
                .add("user", client.user())
                .add("application", client.application())
                .add("connections", client.connections());
    }
}
