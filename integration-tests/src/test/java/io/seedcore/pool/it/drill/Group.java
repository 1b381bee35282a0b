package io.seedcore.pool.it.drill;

import io.seedcore.pool.dev.DevDatabaseKind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Members of one application: what it is made of, and so who decides. Each recovers what the others of it left behind. */
enum Group {
    /** A row, a row and a node: Neo4j decides. */
    GRAPH(true, true, ""),
    /** Two rows, MySQL prepared; PostgreSQL decides. */
    POSTGRES(false, true, "postgresql"),
    /** Two rows, PostgreSQL prepared; MySQL decides, in a local transaction. */
    MYSQL(false, false, "mysql"),
    /** The same with a branch of MySQL's, which it ends in one phase. */
    MYSQL_BRANCH(false, true, "mysql"),
    /** Two rows, both prepared; Neo4j takes part with the decision alone. */
    MARKER_ALONE(false, true, "neo4j");

    private static final List<Group> SHARES =
            List.of(GRAPH, POSTGRES, GRAPH, MYSQL, GRAPH, MYSQL_BRANCH, GRAPH, MARKER_ALONE, GRAPH, GRAPH);

    private final boolean writesNode;
    private final boolean knowsGraph;
    private final String stores;

    Group(boolean writesNode, boolean knowsGraph, String stores) {
        this.writesNode = writesNode;
        this.knowsGraph = knowsGraph;
        this.stores = stores;
    }

    /** The one whose turn it is in a round. */
    static Group of(int round) {
        return SHARES.get(round % SHARES.size());
    }

    /** To which its transactions write. */
    List<DevDatabaseKind> databases() {
        return writesNode
                ? List.of(DevDatabaseKind.values())
                : List.of(DevDatabaseKind.POSTGRESQL, DevDatabaseKind.MYSQL);
    }

    /** @param addresses of all three */
    Map<String, String> settings(Map<String, String> addresses) {
        Map<String, String> settings = new HashMap<>(addresses);
        for (String prefix : List.of("POSTGRES_", "MYSQL_")) {
            settings.put(prefix + "POOL_SIZE", "4");
            settings.put(prefix + "MAX_OVERFLOW", "2");
            settings.put(prefix + "POOL_TIMEOUT", "5");
            settings.put(prefix + "CONNECT_TIMEOUT", "5");
            // For each look at what is in doubt a connection is opened, and encryption is most of what that costs.
            settings.put(prefix + "SSL_MODE", "disable");
        }
        settings.put("NEO4J_CONNECTION_ACQUISITION_TIMEOUT", "5");
        settings.put("SEEDCORE_REALM", "drill-" + name().toLowerCase(Locale.ROOT));
        if (!stores.isEmpty()) {
            settings.put("SEEDCORE_DECISION_STORES", stores);
        }
        if (!knowsGraph) {
            settings.keySet().removeIf(name -> name.startsWith("NEO4J_"));
        }
        return settings;
    }
}
