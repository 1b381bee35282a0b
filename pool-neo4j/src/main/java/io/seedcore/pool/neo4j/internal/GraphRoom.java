package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.PoolStats;
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

    /**
     * Of a pool's drivers, told apart by what stands in brackets, that of decisions is not taken for the pool's: how many
     * connections it has is counted nowhere, so they would look like those of another member.
     */
    private static final String CLIENTS = "CALL dbms.listConnections() YIELD connector, username, userAgent"
            + " WHERE connector = 'bolt' RETURN coalesce(username, '') AS user,"
            + " replace(coalesce(userAgent, ''), ' (control)', '') AS agent, count(*) AS connections ORDER BY connections DESC";

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

    /**
     * The same, asked on behalf of a pool. One whose connections are spread over a cluster cannot be compared with what one
     * member says.
     *
     * @param now the pool's own numbers, of all members together
     */
    static ServerRoom askedBeside(PoolStats now, ServerRoom room) {
        if (now.maxSize() > now.size()) {
            return new ServerRoom.Unknown("of a cluster each member has a limit of its own");
        }
        return room instanceof ServerRoom.Known known ? known.askedBeside(now.checkedIn() + now.checkedOut()) : room;
    }

    private static Client client(Record row) {
        return new Client(
                row.get("user").asString(),
                row.get("agent").asString(),
                row.get("connections").asInt());
    }
}
