package io.seedcore.pool.monitoring.json;

import io.seedcore.pool.monitoring.anomaly.Anomaly;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What is unusual about a pool. */
final class AnomalyJson {

    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private AnomalyJson() {}

    static JsonArrayBuilder of(List<Anomaly> anomalies) {
        JsonArrayBuilder json = JSON.createArrayBuilder();
        for (Anomaly anomaly : anomalies) {
            json.add(JSON.createObjectBuilder()
                    .add("series", anomaly.series().label())
                    .add("value", rounded(anomaly.value()))
                    .add("expected", rounded(anomaly.expected()))
                    .add("spread", rounded(anomaly.spread()))
                    .add("unit", anomaly.series().unit())
                    .add("score", rounded(anomaly.score()))
                    .add("since", anomaly.since().truncatedTo(ChronoUnit.MILLIS).toString())
                    .add("text", anomaly.text())
                    .add("advice", anomaly.advice()));
        }
        return json;
    }

    /** To a thousandth: seconds to the millisecond. */
    private static double rounded(double value) {
        return Math.round(value * 1e3) / 1e3;
    }
}
