package io.seedcore.pool.it.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the command was told.
 *
 * @param names one after the other, each once
 * @param runs of each; 0 is as many as it usually has, or makes a test where {@code inShort}
 * @param longest for each; null is no limit
 */
record DrillArguments(
        List<DrillName> names,
        int runs,
        boolean inShort,
        @Nullable Duration longest,
        long seed) {
    static final String USAGE = "drill NAME... [--runs N | --short] [--for 60s] [--seed N]";

    private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,5})(ms|s|m|h)");

    /** @throws IllegalArgumentException with what was wrong */
    static DrillArguments parse(String... arguments) {
        List<DrillName> names = new ArrayList<>();
        int next = 0;
        for (; next < arguments.length && !arguments[next].startsWith("--"); next++) {
            String text = arguments[next];
            DrillName name = DrillName.of(text)
                    .orElseThrow(() -> new IllegalArgumentException("There is no drill '" + text + "'."));
            if (names.contains(name)) {
                throw new IllegalArgumentException("The drill '" + text + "' was named twice.");
            }
            names.add(name);
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("Which drill?");
        }
        int runs = 0;
        boolean inShort = false;
        Duration longest = null;
        long seed = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        while (next < arguments.length) {
            String option = arguments[next++];
            if (option.equals("--short")) {
                inShort = true;
                continue;
            }
            String value = next < arguments.length ? arguments[next++] : null;
            switch (option) {
                case "--runs" -> runs = (int) number("--runs", value, 1, 1_000_000);
                case "--for" -> longest = time(value);
                case "--seed" -> seed = number("--seed", value, Long.MIN_VALUE, Long.MAX_VALUE);
                default -> throw new IllegalArgumentException("There is no option '" + option + "'.");
            }
        }
        if (inShort && runs > 0) {
            throw new IllegalArgumentException("--short says how many runs there are, and so does --runs.");
        }
        return new DrillArguments(List.copyOf(names), runs, inShort, longest, seed);
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

    /** What one of them has to do. */
    Assignment assignment(DrillName name) {
        int otherwise = inShort ? name.shortRuns() : longest == null ? name.usualRuns() : Integer.MAX_VALUE;
        return new Assignment(runs == 0 ? otherwise : runs, longest, seed);
    }
}
