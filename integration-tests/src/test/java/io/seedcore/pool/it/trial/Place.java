package io.seedcore.pool.it.trial;

import org.jspecify.annotations.Nullable;
import org.neo4j.ogm.annotation.GeneratedValue;
import org.neo4j.ogm.annotation.Id;
import org.neo4j.ogm.annotation.NodeEntity;

@NodeEntity
public class Place {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    private String name = "";

    protected Place() {}

    public Place(String name) {
        this.name = name;
    }

    public @Nullable Long id() {
        return id;
    }

    public String name() {
        return name;
    }
}
