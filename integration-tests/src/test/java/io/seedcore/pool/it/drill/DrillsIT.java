package io.seedcore.pool.it.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each drill in a few rounds, for its outcomes; figures are for the long form. Drills wait much, so they run beside all other
 * tests.
 */
@Tag("drills")
@Execution(ExecutionMode.CONCURRENT)
class DrillsIT {
    private static final List<DrillName> LEAVE_DATABASES_RUNNING = List.of(
            DrillName.SILENT_LOSS,
            DrillName.DATABASE_DOWN,
            DrillName.RESET_FAILURES,
            DrillName.SESSIONS,
            DrillName.CUT_LOGIN,
            DrillName.SOAK);

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    @ParameterizedTest(name = "of drills that leave databases running: {0}")
    @ValueSource(booleans = {true, false})
    void few_rounds_end_well(boolean leaveDatabasesRunning) throws Exception {
        List<String> names = Arrays.stream(DrillName.values())
                .filter(name -> name.shortRuns() > 0)
                .filter(name -> LEAVE_DATABASES_RUNNING.contains(name) == leaveDatabasesRunning)
                .map(DrillName::text)
                .toList();

        int status = DrillProcess.run(out, names, "--short", "--seed", "42");

        assertThat(status).as(output()).isZero();
        assertThat(names)
                .allSatisfy(name -> assertThat(output().lines())
                        .contains("drill " + name + ": seed 42, repeat with --seed 42")
                        .anyMatch(line -> line.matches("RESULT " + name + " runs=\\d+( [a-z_0-9]+=\\d+)+")));
    }

    @Test
    void no_further_round_begins_when_the_time_is_up() {
        AtomicLong time = new AtomicLong();
        Assignment assignment = new Assignment(Integer.MAX_VALUE, Duration.ofMillis(5), 1);
        int status = DrillCommand.carryOut(
                "trial",
                (given, findings) -> new Rounds(given, time::get)
                        .work(
                                1,
                                findings,
                                number -> time.addAndGet(Duration.ofMillis(1).toNanos())),
                assignment,
                out);
        assertThat(status).isZero();
        assertThat(lastLine()).isEqualTo("RESULT trial runs=5");
    }

    @Test
    void rounds_go_on_after_one_that_failed_and_the_result_comes_with_status_1() {
        int status = carryOut(new Assignment(5, null, 1), number -> {
            if (number == 2) {
                throw new AssertionError("the third round");
            }
        });
        assertThat(status).isEqualTo(1);
        assertThat(output()).contains("WRONG round 2: java.lang.AssertionError: the third round");
        assertThat(lastLine()).isEqualTo("RESULT trial runs=5 unexpected=1");
    }

    @Test
    void a_drill_without_a_finished_round_is_no_success() {
        assertThat(DrillCommand.carryOut("trial", (assignment, findings) -> {}, new Assignment(1, null, 1), out))
                .isEqualTo(1);
        assertThat(lastLine()).isEqualTo("RESULT trial runs=0 no_rounds=1");
    }

    @Test
    void a_server_that_comes_back_damaged_is_named_and_ends_its_rounds() throws Exception {
        try (DevDatabase database = DevDatabases.start(DevDatabaseKind.MYSQL)) {
            refuseToDeleteMarks(database);

            int status = DrillCommand.carryOut(
                    "trial",
                    (assignment, findings) -> new Outage(Outage.Kind.KILL).drill(database, assignment, findings),
                    new Assignment(3, null, 1),
                    out);

            assertThat(status).isEqualTo(1);
            assertThat(output())
                    .containsOnlyOnce("WRONG")
                    .contains("WRONG damaged_servers: round 0, MYSQL: asked without any pool", "Can't find record");
            assertThat(lastLine()).startsWith("RESULT trial runs=1 ").contains(" damaged_servers=1");
        }
    }

    /** As a MariaDB did whose table was damaged by SIGKILL. */
    private static void refuseToDeleteMarks(DevDatabase database) throws SQLException {
        try (Connection connection = Databases.direct(database)) {
            Databases.execute(connection, "create table drill_mark (id bigint primary key)");
            Databases.execute(connection, """
                    create trigger damage before delete on drill_mark for each row
                    signal sqlstate 'HY000' set mysql_errno = 1032, message_text = 'Can''t find record'
                    """);
        }
    }

    private int carryOut(Assignment assignment, Rounds.Round round) {
        return DrillCommand.carryOut(
                "trial", (given, findings) -> new Rounds(given).work(2, findings, round), assignment, out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "kill --runs",
                "kill --runs 0",
                "kill --for 5",
                "kill --often 3",
                "kill kill",
                "kill --runs 3 --short"
            })
    void wrong_commands_are_told_what_there_is(String command) {
        assertThat(run(command.isEmpty() ? new String[0] : command.split(" "))).isEqualTo(2);
        assertThat(output()).contains("silent-loss, restart, kill").contains("--runs N");
    }

    @Test
    void chance_is_repeatable() {
        Assignment assignment = new Assignment(1, null, 42);
        assertThat(assignment.chance(3).nextLong())
                .isEqualTo(assignment.chance(3).nextLong());
    }

    private int run(String... arguments) {
        return DrillCommand.run(arguments, out);
    }

    private String lastLine() {
        return output().strip().lines().reduce("", (first, last) -> last);
    }

    private String output() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
