package io.seedcore.pool.neo4j.model;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.neo4j.ogm.annotation.GeneratedValue;
import org.neo4j.ogm.annotation.Id;
import org.neo4j.ogm.annotation.NodeEntity;
import org.neo4j.ogm.annotation.Relationship;

@NodeEntity
public class Person {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    private String name = "";

    @Relationship(type = "KNOWS")
    private final Set<Person> friends = new HashSet<>();

    public Person() {}

    public Person(String name) {
        this.name = name;
    }

    public @Nullable Long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Set<Person> friends() {
        return friends;
    }
}
