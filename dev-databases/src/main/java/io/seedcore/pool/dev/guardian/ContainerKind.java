package io.seedcore.pool.dev.guardian;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;

/** What differs between the images: their own port, their variables and command, and how one sees that they answer. */
enum ContainerKind {
    POSTGRESQL(5432, "postgres", "-c", "max_connections=200", "-c", "max_prepared_transactions=64", "-c", "fsync=off") {
        @Override
        Map<String, String> environment(String password) {
            return Map.of("POSTGRES_DB", "seedcore", "POSTGRES_USER", "seedcore", "POSTGRES_PASSWORD", password);
        }

        @Override
        void check(String host, int port, String password) throws SQLException {
            String url = "jdbc:postgresql://" + host + ":" + port + "/seedcore?connectTimeout=5&socketTimeout=10";
            execute(url, "seedcore", password, "SELECT 1");
        }
    },
    MYSQL(3306, "mysqld", "--max-connections=200") {
        @Override
        Map<String, String> environment(String password) {
            return Map.of(
                    "MYSQL_DATABASE",
                    "seedcore",
                    "MYSQL_USER",
                    "seedcore",
                    "MYSQL_PASSWORD",
                    password,
                    "MYSQL_ROOT_PASSWORD",
                    password);
        }

        /** The image's user may use one database alone; ours may also make further ones and recover transactions. */
        @Override
        void check(String host, int port, String password) throws SQLException {
            String url = "jdbc:mysql://" + host + ":" + port + "/seedcore?connectTimeout=5000&socketTimeout=10000";
            execute(url, "root", password, "GRANT ALL PRIVILEGES ON *.* TO 'seedcore'@'%' WITH GRANT OPTION");
        }
    },
    NEO4J(7687) {
        @Override
        Map<String, String> environment(String password) {
            return Map.of("NEO4J_AUTH", "neo4j/" + password);
        }

        /** The handshake of the Bolt protocol: a magic number, four versions; the answer is the version chosen. */
        @Override
        void check(String host, int port, String password) throws IOException {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), MILLISECONDS);
                socket.setSoTimeout(MILLISECONDS);
                socket.getOutputStream().write(BOLT_HANDSHAKE);
                if (new DataInputStream(socket.getInputStream()).readInt() == 0) {
                    throw new IOException("the server speaks none of the offered versions of Bolt");
                }
            }
        }
    };

    private static final int MILLISECONDS = 5000;
    private static final byte[] BOLT_HANDSHAKE = {
        0x60, 0x60, (byte) 0xB0, 0x17, 0, 4, 4, 5, 0, 0, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0
    };

    final int ownPort;
    private final String[] command;

    ContainerKind(int ownPort, String... command) {
        this.ownPort = ownPort;
        this.command = command;
    }

    static ContainerKind named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    abstract Map<String, String> environment(String password);

    /** Returns when the server answers this one time, throws when it does not. */
    abstract void check(String host, int port, String password) throws SQLException, IOException;

    /** Empty: the image's own command. */
    String[] command() {
        return command.clone();
    }

    private static void execute(String url, String user, String password, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
