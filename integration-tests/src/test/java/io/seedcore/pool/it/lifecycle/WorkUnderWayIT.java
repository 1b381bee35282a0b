package io.seedcore.pool.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.it.client.Http;
import io.seedcore.pool.it.client.Sessions;
import io.seedcore.pool.it.client.Sessions.Count;
import io.seedcore.pool.it.lifecycle.booking.BookingServlet;
import io.seedcore.pool.it.server.BuildDirectory;
import io.seedcore.pool.it.server.CurrentServer;
import io.seedcore.pool.it.server.LauncherServer;
import io.seedcore.pool.it.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * An application ends in the middle of many transactions over two databases. Two gates hold some, so that the test decides
 * which end in time; a crowd comes and goes meanwhile.
 */
@Tag("long")
@Tag("lifecycle")
@Tag("transactions")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WorkUnderWayIT {

    private static final int AT_EACH_GATE = 5;
    private static final int IN_THE_CROWD = LauncherServer.REQUEST_THREADS - 2 * AT_EACH_GATE;

    /** Long enough for the first gate's on a busy machine; the second gate's take all of it. */
    private static final Duration DRAIN = Duration.ofSeconds(5);
    /** The server waits 2 s for requests before it ends an application, and the machine may be busy. */
    private static final Duration LONGEST_END = DRAIN.plusSeconds(25);

    private static final Duration LONGEST_STEP = Duration.ofSeconds(30);

    private final LauncherServer server = LauncherServer.shared();
    private final Gate first;
    private final Gate second;
    private final Sessions sessions;

    WorkUnderWayIT() throws IOException, SQLException {
        first = Gate.shut();
        second = Gate.shut();
        sessions = Sessions.watch();
    }

    /** Also opens what opens on first use. The application that the test before has left will do. */
    @BeforeEach
    void deploy() {
        if (!Attempt.begin().succeeded()) {
            server.deploy(application(), settings());
            assertThat(Attempt.begin().succeeded()).isTrue();
        }
    }

    @AfterEach
    void close() throws IOException, SQLException {
        first.close();
        second.close();
        sessions.close();
    }

    @Test
    @Order(1)
    void redeployed_the_short_ends_the_long_is_ended_and_the_next_application_answers() throws Exception {
        List<Attempt> brief = holdAt(first);
        List<Attempt> lengthy = holdAt(second);
        Crowd crowd = beginCrowd();
        CompletableFuture<Void> undeployment = CompletableFuture.runAsync(server::undeploy);
        awaitDraining();

        first.open();
        assertThat(brief).allMatch(Attempt::succeeded);
        undeployment.get(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
        assertNoSessionIsLeft();

        server.deploy(application(), settings());
        assertThat(Attempt.begin().succeeded()).isTrue();

        // Their threads are the server's, which does not end them.
        assertThat(lengthy).noneMatch(Attempt::isOver);
        second.open();
        assertThat(lengthy).noneMatch(Attempt::succeeded);
        assertBooked(brief, lengthy, crowd);
        assertNothingIsLent();
    }

    /** The last one, since it takes the server away. */
    @Test
    @Order(2)
    void terminated_the_short_ends_and_the_process_is_gone_in_time() throws Exception {
        List<Attempt> brief = holdAt(first);
        List<Attempt> lengthy = holdAt(second);
        Crowd crowd = beginCrowd();
        ProcessHandle process = server.process();
        process.destroy();
        awaitDraining();

        first.open();
        assertThat(brief).allMatch(Attempt::succeeded);
        process.onExit().get(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
        CurrentServer.end();
        assertNoSessionIsLeft();

        assertThat(lengthy).noneMatch(Attempt::succeeded);
        assertBooked(brief, lengthy, crowd);
    }

    private static List<Attempt> holdAt(Gate gate) {
        List<Attempt> held =
                Stream.generate(() -> Attempt.at(gate)).limit(AT_EACH_GATE).toList();
        Awaitility.await(gate.toString()).atMost(LONGEST_STEP).until(() -> gate.waiting() == AT_EACH_GATE);
        return held;
    }

    private static Crowd beginCrowd() {
        Crowd crowd = Crowd.of(IN_THE_CROWD);
        Awaitility.await("the crowd books")
                .atMost(LONGEST_STEP)
                .until(() -> crowd.attempts().size() > 3 * IN_THE_CROWD);
        return crowd;
    }

    /** Neo4j's pool, in which nothing is lent, is closed while the others still drain. */
    private void awaitDraining() throws SQLException {
        assertThat(sessions.count().neo4j()).isPositive();
        Awaitility.await("Neo4j's pool is closed")
                .atMost(LONGEST_STEP)
                .until(() -> sessions.count().neo4j() == 0);
        assertThat(sessions.count().postgresql()).isGreaterThanOrEqualTo(2 * AT_EACH_GATE);
    }

    private void assertNoSessionIsLeft() {
        Awaitility.await("all sessions are gone")
                .atMost(LONGEST_STEP)
                .untilAsserted(() -> assertThat(sessions.count()).isEqualTo(Count.NONE));
    }

    private static void assertBooked(List<Attempt> brief, List<Attempt> lengthy, Crowd crowd) throws SQLException {
        Awaitility.await("the crowd was refused").atMost(LONGEST_STEP).until(crowd::isOver);
        Booked booked = Booked.read();
        assertThat(booked.postgresql())
                .isEqualTo(booked.mysql())
                .containsAll(ids(brief.stream()))
                .doesNotContainAnyElementsOf(ids(lengthy.stream()))
                .containsAll(ids(crowd.attempts().stream().filter(Attempt::succeeded)));
        assertThat(booked.prepared()).isEmpty();
    }

    private static List<String> ids(Stream<Attempt> attempts) {
        return attempts.map(Attempt::id).toList();
    }

    private static void assertNothingIsLent() {
        for (String database : List.of("pg", "mysql")) {
            assertThat(Http.overLoopback()
                            .get("/stats/" + database)
                            .json()
                            .getJsonObject("pool_stats")
                            .getInt("checked_out"))
                    .as(database)
                    .isZero();
        }
    }

    private static Path application() {
        Path application = BuildDirectory.directory().resolve("booking.war");
        BuildDirectory.applicationArchive()
                .addPackage(BookingServlet.class.getPackage())
                .as(ZipExporter.class)
                .exportTo(application.toFile(), true);
        return application;
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(ServerSettings.properties());
        for (String database : List.of("postgres", "mysql")) {
            settings.put(database + ".pool.size", String.valueOf(LauncherServer.REQUEST_THREADS));
            settings.put(database + ".schema.action", "update");
        }
        for (String database : List.of("postgres", "mysql", "neo4j")) {
            settings.put(database + ".drain.timeout", String.valueOf(DRAIN.toSeconds()));
        }
        return settings;
    }
}
