package io.seedcore.pool.internal.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a borrower set through JDBC and HikariCP does not put back: holdability, type map, client information, catalog.
 * Remembered when it is first changed, so that an unchanged session costs nothing.
 */
final class DriverState {

    private @Nullable String catalog;
    private @Nullable Integer holdability;
    private @Nullable Map<String, Class<?>> typeMap;
    private @Nullable Properties clientInfo;
    private volatile boolean changed;

    synchronized void holdabilityChanges(Connection connection) throws SQLException {
        if (holdability == null) {
            holdability = connection.getHoldability();
            changed = true;
        }
    }

    synchronized void typeMapChanges(Connection connection) throws SQLException {
        if (typeMap == null) {
            typeMap = new HashMap<>(connection.getTypeMap());
            changed = true;
        }
    }

    synchronized void clientInfoChanges(Connection connection) throws SQLException {
        if (clientInfo == null) {
            clientInfo = new Properties();
            clientInfo.putAll(connection.getClientInfo());
            changed = true;
        }
    }

    synchronized void catalogChanges(Connection connection) throws SQLException {
        if (catalog == null) {
            catalog = connection.getCatalog();
            changed = true;
        }
    }

    boolean isChanged() {
        return changed;
    }

    /** Puts back what was changed; a catalog of MySQL and an application name of PostgreSQL cost a round trip. */
    void restore(Connection connection) throws SQLException {
        if (changed) {
            restoreChanged(connection);
        }
    }

    private synchronized void restoreChanged(Connection connection) throws SQLException {
        if (holdability != null) {
            connection.setHoldability(holdability);
            holdability = null;
        }
        if (typeMap != null) {
            connection.setTypeMap(typeMap);
            typeMap = null;
        }
        if (clientInfo != null) {
            // MariaDB's driver adds what it is given to what it has, and hands out what it has.
            connection.getClientInfo().keySet().retainAll(clientInfo.keySet());
            connection.setClientInfo(clientInfo);
            clientInfo = null;
        }
        if (catalog != null && !catalog.equals(connection.getCatalog())) {
            connection.setCatalog(catalog);
        }
        catalog = null;
        changed = false;
    }
}
