package io.seedcore.pool.war.error;

import jakarta.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An error as a caller sees it.
 *
 * @param status of the HTTP answer
 * @param code stable, such as {@code SCP-404}
 * @param message what happened
 * @param advice what to do next
 */
public record ApiError(int status, String code, String message, String advice) {

    /** The error that an HTTP status alone tells of. */
    public static ApiError ofStatus(int status) {
        return switch (status) {
            case 404 -> new ApiError(status, "SCP-404", "there is nothing at this path", "README.md lists the paths.");
            case 405 ->
                new ApiError(
                        status,
                        "SCP-405",
                        "this path does not take this method",
                        "Use one that the header Allow names.");
            case 406 ->
                new ApiError(
                        status,
                        "SCP-406",
                        "this path has no answer in the wanted format",
                        "Leave out the header Accept.");
            default ->
                new ApiError(
                        status,
                        "SCP-" + status,
                        status < 500 ? "the request is not right" : "an error that was not expected",
                        status < 500 ? "README.md lists the paths." : "The server's log has the details.");
        };
    }

    /** Answers with it; headers that belong to the status are the caller's to set. */
    public void write(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream().write(json().getBytes(StandardCharsets.UTF_8));
    }

    /** {@code {"error":{"code","message","advice"}}} */
    public String json() {
        return Json.createObjectBuilder()
                .add(
                        "error",
                        Json.createObjectBuilder()
                                .add("code", code)
                                .add("message", message)
                                .add("advice", advice))
                .build()
                .toString();
    }
}
