package io.seedcore.pool.internal.driver;

import io.seedcore.pool.sizing.ServerRoom;
import io.seedcore.pool.sizing.ServerRoom.Client;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together what a server says of its room, row by row. Not thread-safe. */
final class RoomCount {

    private static final int THE_ONE_THAT_ASKS = 1;

    private final String limit;
    private final List<Client> others = new ArrayList<>();
    private @Nullable Client own;
    private String server = "";
    private int most;
    private int reserved;

    /** @param limit the name of the server's setting */
    RoomCount(String limit) {
        this.limit = limit;
    }

    /** @param mine whether the connection that asks is among them */
    void add(String user, String application, int connections, boolean mine) {
        Client client = new Client(user, application, connections);
        if (mine) {
            own = client;
        } else {
            others.add(client);
        }
    }

    void server(String identity, int admitted, int forAdministrators) {
        server = identity;
        most = admitted;
        reserved = forAdministrators;
    }

    /** @param connected all there are, of which some may not have been listed */
    void addUnseen(int connected) {
        int seen = others.stream().mapToInt(Client::connections).sum() + (own == null ? 0 : own.connections());
        if (connected > seen) {
            others.add(new Client("", "", connected - seen));
        }
    }

    ServerRoom room() {
        return own == null
                ? new ServerRoom.Unknown("the server does not list the connection that asks")
                : new ServerRoom.Known(server, limit, most, reserved, own, THE_ONE_THAT_ASKS, others);
    }
}
