package io.seedcore.pool.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as users write them: seconds, a number with a unit, or ISO-8601. */
public final class Durations {

    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h|d)?");

    private Durations() {}

    /** @throws IllegalArgumentException when {@code text} is none of these, or negative */
    static Duration parse(String text) {
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            return nanos(new BigDecimal(number.group(1)), unit(number.group(2)));
        }
        try {
            Duration time = Duration.parse(text);
            if (time.isNegative()) {
                throw new IllegalArgumentException();
            }
            return time;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Duration unit(String unit) {
        return switch (unit == null ? "s" : unit) {
            case "ms" -> Duration.ofMillis(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> Duration.ofSeconds(1);
        };
    }

    private static Duration nanos(BigDecimal number, Duration unit) {
        BigDecimal nanos = number.multiply(BigDecimal.valueOf(unit.toNanos()));
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValue());
    }

    /** As a number of seconds without needless zeros: {@code 0.001}, {@code 30}. */
    public static String seconds(Duration time) {
        return BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .stripTrailingZeros()
                .toPlainString();
    }
}
