package io.seedcore.pool.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;

/** What a server answered. */
public record Answer(HttpResponse<String> response) {

    public int status() {
        return response.statusCode();
    }

    public String body() {
        return response.body();
    }

    /** The value of a header, empty where it is missing. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public JsonObject json() {
        assertThat(header("Content-Type")).as(this.toString()).startsWith("application/json");
        return parse(body());
    }

    public static JsonObject parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** The error in it, which has the three parts that each error has, and no secrets. */
    public JsonObject error() {
        assertThat(json()).as(this.toString()).containsOnlyKeys("error");
        JsonObject error = json().getJsonObject("error");
        assertThat(error).as(this.toString()).containsOnlyKeys("code", "message", "advice");
        assertThat(error.getString("code")).matches("SCP-\\d{3}");
        assertThat(error.getString("message")).isNotBlank();
        assertThat(error.getString("advice")).isNotBlank();
        assertThat(body()).doesNotContain("Exception", "\tat ", ".java:");
        Secrets.assertNoneIn(body());
        return error;
    }

    @Override
    public String toString() {
        return response.request().method() + " " + response.uri() + " -> " + status() + " " + body();
    }
}
