package io.seedcore.pool.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a setting accepts.
 *
 * @param range what is accepted, as the documentation and the error message say it after "expected"
 * @param parse gives the value; throws {@link IllegalArgumentException} for anything else, whose message is not shown
 */
public record ValueType<T>(String range, Function<String, T> parse) {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,10}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

    /** A whole number, both ends included. */
    public static ValueType<Integer> wholeNumber(int least, int most) {
        return new ValueType<>("a whole number from " + least + " to " + most, text -> whole(text, least, most));
    }

    /** A whole number, or -1 for {@link Integer#MAX_VALUE}. */
    public static ValueType<Integer> wholeNumberOrUnlimited(int least, int most) {
        return new ValueType<>("a whole number from " + least + " to " + most + ", or -1 for no limit", text -> {
            int number = whole(text, -1, most);
            return number == -1 ? Integer.MAX_VALUE : atLeast(number, least);
        });
    }

    /** A time within both ends; a plain number is seconds. */
    public static ValueType<Duration> duration(Duration least, Duration most) {
        return new ValueType<>(
                "seconds from " + Durations.seconds(least) + " to " + Durations.seconds(most) + ", or a time such as "
                        + "500ms, 30s, 30m or PT30S",
                text -> within(Durations.parse(text), least, most));
    }

    /** A time, or zero for off. */
    public static ValueType<Duration> durationOrOff(Duration most) {
        return new ValueType<>(
                "seconds up to " + Durations.seconds(most) + ", or a time such as 500ms, 30s, 30m or PT30S; 0 is off",
                text -> within(Durations.parse(text), Duration.ZERO, most));
    }

    /** A time of at least {@code least}, or -1 for never, which is empty. */
    public static ValueType<Optional<Duration>> durationOrNever(Duration least) {
        return new ValueType<>(
                "seconds from " + Durations.seconds(least)
                        + ", or a time such as 500ms, 30s, 30m or PT30S; -1 is never",
                text -> text.equals("-1")
                        ? Optional.empty()
                        : Optional.of(within(Durations.parse(text), least, Duration.ofDays(3650))));
    }

    /** true or false in any of the usual spellings. */
    public static ValueType<Boolean> bool() {
        return new ValueType<>("true or false (also 1/0, yes/no, on/off)", ValueType::parseBool);
    }

    /** One of the constants, in lower case with hyphens for underscores. */
    public static <E extends Enum<E>> ValueType<E> word(Class<E> type) {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        String words = constants.stream().map(ValueType::word).collect(Collectors.joining(", "));
        return new ValueType<>(
                "one of " + words,
                text -> constants.stream()
                        .filter(constant -> word(constant).equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }

    /** How a constant is written in a setting. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Any text without control characters or blanks at its ends. */
    public static ValueType<String> text() {
        return new ValueType<>("text without control characters or blanks at its ends", ValueType::plain);
    }

    /** Any text at all; for secrets, which may hold anything. */
    public static ValueType<String> anything() {
        return new ValueType<>("text", text -> text);
    }

    /** A comma-separated list of names of databases. */
    public static ValueType<List<String>> names() {
        return new ValueType<>(
                "names separated by commas, each of a-z, 0-9, _ and -, beginning with a letter",
                text -> Arrays.stream(text.split(",", -1))
                        .map(String::trim)
                        .map(ValueType::name)
                        .toList());
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static String plain(String text) {
        if (!text.equals(text.strip()) || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static boolean parseBool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static int whole(String text, int least, int most) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException();
        }
        long number = Long.parseLong(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException();
        }
        return (int) number;
    }

    private static int atLeast(int number, int least) {
        if (number < least) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static Duration within(Duration time, Duration least, Duration most) {
        if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
            throw new IllegalArgumentException();
        }
        return time;
    }
}
