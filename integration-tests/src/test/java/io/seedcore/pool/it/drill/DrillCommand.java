package io.seedcore.pool.it.drill;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code NAME [--runs N] [--for 60s] [--seed N]}. Ends with one line {@code RESULT name key=value ...} and status 0,
 * status 1 when an outcome was wrong, status 2 when the command was.
 */
public final class DrillCommand {
    private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,5})(ms|s|m|h)");

    private DrillCommand() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    /** As {@code main}, and returns the status. */
    static int run(String[] arguments, PrintStream out) {
        DrillName name;
        Assignment assignment;
        try {
            name = name(arguments);
            assignment = assignment(name, arguments);
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
            out.println(
                    "Usage: drill NAME [--runs N] [--for 60s] [--seed N], where NAME is one of " + DrillName.list());
            return 2;
        }
        out.println(
                "drill " + name.text() + ": seed " + assignment.seed() + ", repeat with --seed " + assignment.seed());
        return carryOut(name.text(), name.make(), assignment, out);
    }

    /** Ends with the result, whatever happens. */
    static int carryOut(String name, Drill drill, Assignment assignment, PrintStream out) {
        Findings findings = new Findings(name, out);
        try {
            drill.run(assignment, findings);
        } catch (Throwable failure) {
            findings.wrong(name, failure);
        }
        if (findings.number("runs") == 0) {
            findings.wrong("no_rounds", "no round was finished");
        }
        findings.tellTheWorst();
        out.println(findings.result());
        return findings.anythingWrong() ? 1 : 0;
    }

    private static DrillName name(String[] arguments) {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("Which drill?");
        }
        return DrillName.of(arguments[0])
                .orElseThrow(() -> new IllegalArgumentException("There is no drill '" + arguments[0] + "'."));
    }

    private static Assignment assignment(DrillName name, String[] arguments) {
        int runs = 0;
        Duration longest = null;
        long seed = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        for (int option = 1; option < arguments.length; option += 2) {
            String value = option + 1 < arguments.length ? arguments[option + 1] : null;
            switch (arguments[option]) {
                case "--runs" -> runs = (int) number("--runs", value, 1, 1_000_000);
                case "--for" -> longest = time(value);
                case "--seed" -> seed = number("--seed", value, Long.MIN_VALUE, Long.MAX_VALUE);
                default -> throw new IllegalArgumentException("There is no option '" + arguments[option] + "'.");
            }
        }
        int otherwise = longest == null ? name.usualRuns() : Integer.MAX_VALUE;
        return new Assignment(runs == 0 ? otherwise : runs, longest, seed);
    }

    private static long number(String option, @Nullable String value, long least, long most) {
        try {
            long number = Long.parseLong(String.valueOf(value));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(option + " " + value + ": a whole number is expected.", noNumber);
        }
        throw new IllegalArgumentException(option + " " + value + ": from " + least + " to " + most + " is expected.");
    }

    private static Duration time(@Nullable String value) {
        Matcher time = TIME.matcher(String.valueOf(value));
        if (!time.matches()) {
            throw new IllegalArgumentException("--for " + value + ": a time such as 90s or 5m is expected.");
        }
        long amount = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
