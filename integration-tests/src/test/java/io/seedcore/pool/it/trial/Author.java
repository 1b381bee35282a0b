package io.seedcore.pool.it.trial;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

@Entity
public class Author {

    @Id
    @GeneratedValue
    private long id;

    @Column(unique = true)
    private String name = "";

    protected Author() {}

    public Author(String name) {
        this.name = name;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }
}
