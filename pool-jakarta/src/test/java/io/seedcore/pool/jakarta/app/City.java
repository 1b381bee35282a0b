package io.seedcore.pool.jakarta.app;

import org.neo4j.ogm.annotation.Id;
import org.neo4j.ogm.annotation.NodeEntity;

/** Stored in Neo4j. */
@NodeEntity("PjCity")
public class City {

    @Id
    private String name = "";

    protected City() {}

    public City(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }
}
