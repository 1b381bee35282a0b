package io.seedcore.pool.internal.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.export.SslMode;
import org.mariadb.jdbc.plugin.tls.main.DefaultTlsSocketPlugin;

/**
 * Makes MariaDB Connector/J end the handshake with a certificate that is not trusted. By itself it goes on, shows the
 * hash of the password to whoever presented it, and decides by the answer. Found by the driver under {@link #TYPE}.
 */
public final class VerifyingTlsPlugin extends DefaultTlsSocketPlugin {

    static final String TYPE = "SEEDCORE";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public TrustManager[] getTrustManager(Configuration settings, ExceptionFactory failures, HostAddress host)
            throws SQLException {
        if (settings.sslMode() != SslMode.VERIFY_CA && settings.sslMode() != SslMode.VERIFY_FULL) {
            return super.getTrustManager(settings, failures, host);
        }
        String file = settings.serverSslCert();
        try {
            return trusting(file == null ? null : TrustStoreFile.store(Path.of(file)));
        } catch (IOException | GeneralSecurityException e) {
            throw new SQLException("SCP-104 " + file + ": expected certificates in PEM form", "08001", e);
        }
    }

    /** @param store null for what the JVM trusts */
    private static TrustManager[] trusting(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
