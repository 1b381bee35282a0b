package io.seedcore.pool.error;

import java.util.List;

/**
 * A row of a table: what the errors with one of {@code codes} mean.
 *
 * @param text what the message must contain; empty where the code says enough
 */
record Row(
        List<String> codes,
        String text,
        ErrorCategory category,
        ErrorCategory connecting,
        ErrorCategory committing,
        String advice) {

    static Row row(ErrorCategory category, String advice, String... codes) {
        return new Row(List.of(codes), "", category, category, category, advice);
    }

    /** The same for those among the errors whose message contains {@code part}. */
    Row saying(String part) {
        return new Row(codes, part, category, connecting, committing, advice);
    }

    Row whileConnecting(ErrorCategory other) {
        return new Row(codes, text, category, other, committing, advice);
    }

    Row whileCommitting(ErrorCategory other) {
        return new Row(codes, text, category, connecting, other, advice);
    }

    ErrorCategory category(Moment moment) {
        return switch (moment) {
            case CONNECT -> connecting;
            case STATEMENT -> category;
            case COMMIT -> committing;
        };
    }
}
