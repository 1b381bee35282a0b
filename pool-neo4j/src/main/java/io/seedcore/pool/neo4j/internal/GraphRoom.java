package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.sizing.ServerRoom;
import io.seedcore.pool.sizing.ServerRoom.Client;
import java.util.ArrayList;
import java.util.List;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;

/**
 * For how many connections a Neo4j server works at once, and who has some. It admits more, which then wait for a thread;
 * of a cluster it is the member that was asked. A user who is no administrator sees its own connections only, and may not be
 * told the setting.
 */
final class GraphRoom {

    private static final String LIMIT = "server.bolt.thread_pool_max_size";

    private static final int THE_ONE_THAT_ASKS = 1;

    /** What stands in brackets in a user agent is which of a pool's drivers it is. */
    private static final String CLIENTS = "CALL dbms.listConnections() YIELD connector, username, userAgent"
            + " WHERE connector = 'bolt' RETURN coalesce(username, '') AS user,"
            + " split(coalesce(userAgent, ''), ' (')[0] AS agent, count(*) AS connections ORDER BY connections DESC";

    private GraphRoom() {}

    /** @param agent the user agent of the one who asks, without brackets */
    static ServerRoom of(Session session, String agent) {
        List<Record> setting =
                session.run("SHOW SETTINGS '" + LIMIT + "' YIELD value").list();
        if (setting.isEmpty()) {
            return new ServerRoom.Unknown("the server does not tell this user its " + LIMIT);
        }
        Client own = new Client("", agent, 0);
        List<Client> others = new ArrayList<>();
        Result clients = session.run(CLIENTS);
        while (clients.hasNext()) {
            Client client = client(clients.next());
            if (client.application().equals(agent)) {
                own = new Client(client.user(), agent, own.connections() + client.connections());
            } else {
                others.add(client);
            }
        }
        int most = Integer.parseInt(setting.get(0).get("value").asString());
        return new ServerRoom.Known(
                clients.consume().server().address(), LIMIT, most, 0, own, THE_ONE_THAT_ASKS, others);
    }

    private static Client client(Record row) {
        return new Client(
                row.get("user").asString(),
                row.get("agent").asString(),
                row.get("connections").asInt());
    }
}
