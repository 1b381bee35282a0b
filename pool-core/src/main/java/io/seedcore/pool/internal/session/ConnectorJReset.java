package io.seedcore.pool.internal.session;

import com.mysql.cj.NativeSession;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.a.NativeConstants;
import com.mysql.cj.protocol.a.NativeProtocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.locks.Lock;

/**
 * {@code COM_RESET_CONNECTION} and what it leaves undone, sent together over MySQL Connector/J's socket. The driver's own
 * {@code resetServerState()} waits for the answer to each of its four commands and does not put the database back.
 */
final class ConnectorJReset implements ServerReset {

    /** Where client and server have agreed on attributes of queries, as MySQL 8 does: none of them, in one set. */
    private static final String NO_ATTRIBUTES = "\0\1";

    private final byte[] packets;
    private final int answers;
    private final boolean possible;

    ConnectorJReset(SessionStart start, Connection connection) throws SQLException {
        JdbcConnection driver = connection.unwrap(JdbcConnection.class);
        this.possible = !keepsStatementsOfTheServer(driver.getPropertySet());
        String beforeSql = driver.getSession().getServerSession().supportsQueryAttributes() ? NO_ATTRIBUTES : "";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int count = 1 + start.statements().size();
        command(all, NativeConstants.COM_RESET_CONNECTION, "");
        if (!start.database().isEmpty()) {
            command(all, NativeConstants.COM_INIT_DB, start.database());
            count++;
        }
        for (String statement : start.statements()) {
            command(all, NativeConstants.COM_QUERY, beforeSql + statement);
        }
        this.packets = all.toByteArray();
        this.answers = count;
    }

    /** A packet: length in three bytes, number of the packet in its command, payload. */
    private static void command(ByteArrayOutputStream packets, int command, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        int length = payload.length + 1;
        packets.write(length);
        packets.write(length >> 8);
        packets.write(length >> 16);
        packets.write(0);
        packets.write(command);
        packets.writeBytes(payload);
    }

    @Override
    public void run(Connection connection) throws SQLException {
        NativeSession session =
                (NativeSession) connection.unwrap(JdbcConnection.class).getSession();
        Lock lock = session.getSessionLock();
        lock.lock();
        try {
            exchange(session.getProtocol());
            // What the driver believes to have told the server of maximum numbers of rows.
            session.setSessionMaxRows(-1);
        } catch (IOException | CJException e) {
            throw new SQLNonTransientConnectionException("Connector/J: " + e.getMessage(), "08S01", e);
        } finally {
            lock.unlock();
        }
    }

    /** The server forgets its prepared statements, and the driver does not notice. */
    @Override
    public boolean isPossible() {
        return possible;
    }

    private static boolean keepsStatementsOfTheServer(PropertySet properties) {
        return properties.getBooleanProperty(PropertyKey.useServerPrepStmts).getValue()
                && properties.getBooleanProperty(PropertyKey.cachePrepStmts).getValue();
    }

    private void exchange(NativeProtocol protocol) throws IOException {
        OutputStream out = protocol.getSocketConnection().getMysqlOutput();
        out.write(packets);
        out.flush();
        for (int answer = 0; answer < answers; answer++) {
            protocol.checkErrorMessage();
        }
    }
}
