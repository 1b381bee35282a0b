package io.seedcore.pool.error;

import static io.seedcore.pool.error.ErrorCategory.AUTHENTICATION;
import static io.seedcore.pool.error.ErrorCategory.CONNECTION;
import static io.seedcore.pool.error.ErrorCategory.OUTCOME_UNKNOWN;
import static io.seedcore.pool.error.ErrorCategory.QUERY;
import static io.seedcore.pool.error.ErrorCategory.TRANSACTION;
import static io.seedcore.pool.error.Row.row;

import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What an exception's type says, where no code does: errors that the driver found by itself. Source: JDBC 4.3, §8.5. */
final class JdbcTypes {

    private static final Row LOST = row(
                    CONNECTION, "The connection is lost; borrow another one, and look at network and server.")
            .perhapsAll();
    private static final Row STATEMENT = row(QUERY, "The statement is at fault, or the driver does not do this.");
    private static final Row REFUSED =
            row(AUTHENTICATION, "User, password or certificate were refused; correct them before trying again.");

    private static final Map<Class<? extends Throwable>, Row> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put(SQLTransactionRollbackException.class, row(TRANSACTION, "Roll back and do all of it again."));
        // A limit of the driver: at COMMIT nobody knows how far the server had come.
        TABLE.put(
                SQLTimeoutException.class,
                row(QUERY, "The statement took longer than allowed.").whileCommitting(OUTCOME_UNKNOWN));
        TABLE.put(SQLFeatureNotSupportedException.class, STATEMENT);
        TABLE.put(SQLSyntaxErrorException.class, STATEMENT);
        TABLE.put(SQLDataException.class, STATEMENT);
        TABLE.put(SQLIntegrityConstraintViolationException.class, STATEMENT);
        TABLE.put(SQLInvalidAuthorizationSpecException.class, REFUSED);
        TABLE.put(SQLNonTransientConnectionException.class, LOST);
        TABLE.put(SQLTransientConnectionException.class, LOST);
        TABLE.put(SQLRecoverableException.class, LOST);
        TABLE.put(CertificateException.class, REFUSED);
        TABLE.put(CertPathValidatorException.class, REFUSED);
        TABLE.put(IOException.class, LOST);
    }

    private JdbcTypes() {}

    static Optional<Row> find(Throwable failure) {
        return TABLE.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(failure))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** For an exception of no telling type: pgjdbc breaks the connection where there is no SQLState. */
    static Row otherwise(SQLException failure) {
        return failure.getSQLState() == null ? LOST : STATEMENT;
    }
}
