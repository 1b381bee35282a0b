package io.seedcore.pool.internal.driver;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.RelationalSettingCatalog;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says which check failed when a connection could not be encrypted as the settings ask for. */
final class EncryptionFailures {

    private final String pool;
    private final String rootCert;
    private final String trusted;
    private final String sslMode;

    EncryptionFailures(ConnectionPoolSettings settings) {
        String prefix = RelationalSettingCatalog.prefix(settings.name());
        pool = settings.name();
        rootCert = prefix + "_SSL_ROOT_CERT";
        trusted = settings.target().sslRootCert().isPresent() ? rootCert + " holds" : "this JVM trusts";
        sslMode = prefix + "_SSL_MODE";
    }

    /**
     * The failure in our words, where a check of encryption is what failed.
     *
     * @param otherHost whether a driver's text means that the certificate is another host's
     * @param notOffered whether a driver's text means that the server does not encrypt
     */
    SQLException explained(SQLException failure, Predicate<String> otherHost, Predicate<String> notOffered) {
        String found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = check(cause, String.valueOf(cause.getMessage()), otherHost, notOffered);
            found = text == null ? found : text;
        }
        return found == null ? failure : new EncryptionException(found, failure);
    }

    /** What is behind a failure says more than what is before it. */
    private @Nullable String check(
            Throwable cause, String message, Predicate<String> otherHost, Predicate<String> notOffered) {
        if (cause instanceof CertificateExpiredException) {
            return "SCP-134 " + pool + ": the server's certificate has expired. Renew it on the server.";
        }
        if (cause instanceof CertificateNotYetValidException) {
            return "SCP-134 " + pool + ": the server's certificate is not valid yet. Compare the clocks of both"
                    + " machines, or correct it on the server.";
        }
        if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
            return "SCP-132 " + pool + ": the server's certificate is signed by no authority that " + trusted
                    + ": another one signed it, or it signed itself. Set " + rootCert
                    + " to a PEM file with the right authority.";
        }
        if (otherHost.test(message)) {
            return "SCP-133 " + pool + ": the server's certificate is for another host than the one of the address."
                    + " Connect by a name that is in it, have the name put into it, or, where the network is trusted,"
                    + " set " + sslMode + "=verify-ca.";
        }
        if (notOffered.test(message)) {
            return "SCP-135 " + pool + ": the server does not encrypt, and the settings ask for it; no password was"
                    + " sent. Turn encryption on at the server, or see " + sslMode + ".";
        }
        return null;
    }
}
