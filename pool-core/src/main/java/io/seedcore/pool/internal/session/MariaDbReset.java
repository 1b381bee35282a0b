package io.seedcore.pool.internal.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.mariadb.jdbc.Connection;
import org.mariadb.jdbc.client.Client;
import org.mariadb.jdbc.message.ClientMessage;
import org.mariadb.jdbc.message.client.ChangeDbPacket;
import org.mariadb.jdbc.message.client.QueryPacket;
import org.mariadb.jdbc.message.client.ResetPacket;

/**
 * {@code COM_RESET_CONNECTION} and what it leaves undone, sent together by MariaDB Connector/J. The driver's own
 * {@code reset()} waits for each answer.
 */
final class MariaDbReset implements ServerReset {

    private final SessionStart start;
    private final ClientMessage[] messages;

    MariaDbReset(SessionStart start) {
        this.start = start;
        List<ClientMessage> all = new ArrayList<>();
        all.add(ResetPacket.INSTANCE);
        if (!start.database().isEmpty()) {
            all.add(new ChangeDbPacket(start.database()));
        }
        start.statements().forEach(statement -> all.add(new QueryPacket(statement)));
        this.messages = all.toArray(ClientMessage[]::new);
    }

    @Override
    public void run(java.sql.Connection connection) throws SQLException {
        Client client = connection.unwrap(Connection.class).getClient();
        client.executePipeline(
                messages, null, 0, 0L, ResultSet.CONCUR_READ_ONLY, ResultSet.TYPE_FORWARD_ONLY, false, false);
        client.getContext().setDatabase(start.database().isEmpty() ? null : start.database());
        client.reset();
    }
}
