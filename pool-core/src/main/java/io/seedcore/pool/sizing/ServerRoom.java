package io.seedcore.pool.sizing;

import java.util.List;

/** How many connections a server admits, and who has them now, as far as it says. */
public sealed interface ServerRoom {

    /** It did not say. @param why in a few words, without address or user */
    record Unknown(String why) implements ServerRoom {}

    /**
     * What it said.
     *
     * @param server which server that is: the same text for every database on it that is reached by the same address
     * @param limit the name of its setting
     * @param most connections that it admits to all together, those of administrators included
     * @param reserved of these, those that it keeps for administrators
     * @param own whom it takes for the one who asked: this pool, and all that look like it
     * @param mine how many of these this pool had at that moment, the one that asked included
     * @param others everybody else
     */
    record Known(String server, String limit, int most, int reserved, Client own, int mine, List<Client> others)
            implements ServerRoom {

        public Known {
            others = List.copyOf(others);
        }

        /** The same, asked on behalf of a pool that has {@code open} connections beside the one that asked. */
        public Known askedBeside(int open) {
            return new Known(server, limit, most, reserved, own, mine + open, others);
        }

        /** All that are there now. */
        public int connections() {
            return own.connections()
                    + others.stream().mapToInt(Client::connections).sum();
        }
    }

    /**
     * Connections that look the same to the server.
     *
     * @param user who logged in; empty where the server does not tell
     * @param application by its own words; empty where it said nothing, or the server does not tell
     */
    record Client(String user, String application, int connections) {

        /** Whether the server cannot tell these two apart. */
        public boolean looksLike(Client other) {
            return user.equals(other.user) && application.equals(other.application);
        }
    }
}
