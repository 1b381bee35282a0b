package io.seedcore.pool.error;

import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks a failure up in the tables: first the text of a pooler, then the server's number, the SQLState, the type. */
final class Classification {

    private static final String UNKNOWN =
            "Whether the transaction was committed is not known; look before repeating it.";

    private Classification() {}

    static DatabaseError of(Throwable failure, Moment moment) {
        List<Throwable> causes = Causes.of(failure);
        List<DatabaseError> errors = causes.stream()
                .filter(cause -> cause instanceof SQLException || cause instanceof GeneralSecurityException)
                .flatMap(cause -> one(cause, moment).stream())
                .toList();
        return errors.stream()
                .filter(error -> error.category() != ErrorCategory.QUERY)
                .findFirst()
                .or(() -> one(failure, moment))
                .or(() -> errors.stream().findFirst())
                // A socket's failure counts only where no driver has put it into its own words.
                .or(() -> causes.stream()
                        .flatMap(cause -> one(cause, moment).stream())
                        .findFirst())
                .orElseGet(() -> notOfADatabase(moment));
    }

    private static Optional<DatabaseError> one(Throwable failure, Moment moment) {
        return failure instanceof SQLException sql
                ? Optional.of(ofSql(sql, moment))
                : JdbcTypes.find(failure)
                        .map(row -> of(row, moment, row.category().breaksConnection(), null, 0))
                        .or(() -> OtherDrivers.find(failure).map(error -> at(error, moment)));
    }

    private static DatabaseError at(DatabaseError error, Moment moment) {
        ErrorCategory category = category(error.category(), moment, error.breaksConnection());
        return new DatabaseError(
                category,
                error.breaksConnection(),
                error.breaksGeneration(),
                error.sqlState(),
                error.vendorCode(),
                advice(category, error.advice()));
    }

    private static DatabaseError ofSql(SQLException failure, Moment moment) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        String state = failure.getSQLState();
        int code = Math.max(0, failure.getErrorCode());
        Optional<Row> ofPooler = state == null ? Optional.empty() : PgBouncerTexts.find(state, message);
        boolean sessionEnded = ofPooler.isPresent() || PostgreSqlErrors.endsSession(message);
        Row row = ofPooler.or(() -> byCode(code, message))
                .or(() -> byState(state, message))
                .or(() -> JdbcTypes.find(failure))
                .orElseGet(() -> JdbcTypes.otherwise(failure));
        return of(row, moment, sessionEnded || row.category().breaksConnection(), state, code);
    }

    private static Optional<Row> byCode(int code, String message) {
        return code == 0 ? Optional.empty() : MySqlErrors.find(code, message);
    }

    private static Optional<Row> byState(@Nullable String state, String message) {
        return state == null ? Optional.empty() : PostgreSqlErrors.find(state, message);
    }

    private static DatabaseError of(
            Row row, Moment moment, boolean breaksConnection, @Nullable String sqlState, int vendorCode) {
        ErrorCategory category = category(row.category(moment), moment, breaksConnection);
        String advice = advice(category, row.advice());
        return new DatabaseError(category, breaksConnection, row.breaksGeneration(), sqlState, vendorCode, advice);
    }

    private static String advice(ErrorCategory category, String ofTable) {
        return category == ErrorCategory.OUTCOME_UNKNOWN ? UNKNOWN : ofTable;
    }

    private static ErrorCategory category(ErrorCategory category, Moment moment, boolean breaksConnection) {
        boolean answered = category == ErrorCategory.TRANSACTION || category == ErrorCategory.ROUTE;
        if (answered || !breaksConnection) {
            return category;
        }
        if (moment == Moment.COMMIT) {
            return ErrorCategory.OUTCOME_UNKNOWN;
        }
        return category == ErrorCategory.QUERY ? ErrorCategory.CONNECTION : category;
    }

    private static DatabaseError notOfADatabase(Moment moment) {
        ErrorCategory category = moment == Moment.COMMIT ? ErrorCategory.OUTCOME_UNKNOWN : ErrorCategory.QUERY;
        String advice = advice(category, "No database said this; read the failure itself.");
        return new DatabaseError(category, false, false, null, 0, advice);
    }
}
