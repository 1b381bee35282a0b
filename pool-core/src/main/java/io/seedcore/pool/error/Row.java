package io.seedcore.pool.error;

import java.util.List;

/**
 * A row of a table: what the errors with one of {@code codes} mean.
 *
 * @param text what the message must contain; empty where the code says enough
 * @param breaksGeneration whether what happened to one connection may have happened to all that were open
 */
record Row(
        List<String> codes,
        String text,
        ErrorCategory category,
        ErrorCategory connecting,
        ErrorCategory committing,
        boolean breaksGeneration,
        String advice) {

    static Row row(ErrorCategory category, String advice, String... codes) {
        boolean breaksGeneration = category == ErrorCategory.GENERATION;
        return new Row(List.of(codes), "", category, category, category, breaksGeneration, advice);
    }

    /** The same for those among the errors whose message contains {@code part}. */
    Row saying(String part) {
        return new Row(codes, part, category, connecting, committing, breaksGeneration, advice);
    }

    /** The same where nobody said that this connection alone was meant. */
    Row perhapsAll() {
        return new Row(codes, text, category, connecting, committing, true, advice);
    }

    Row whileConnecting(ErrorCategory other) {
        return new Row(codes, text, category, other, committing, breaksGeneration, advice);
    }

    Row whileCommitting(ErrorCategory other) {
        return new Row(codes, text, category, connecting, other, breaksGeneration, advice);
    }

    ErrorCategory category(Moment moment) {
        return switch (moment) {
            case CONNECT -> connecting;
            case STATEMENT -> category;
            case COMMIT -> committing;
        };
    }
}
