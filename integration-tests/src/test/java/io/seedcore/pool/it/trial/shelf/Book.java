package io.seedcore.pool.it.trial.shelf;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

@Entity
public class Book {

    @Id
    @GeneratedValue
    private long id;

    private String title = "";

    protected Book() {}

    public Book(String title) {
        this.title = title;
    }

    public long id() {
        return id;
    }

    public String title() {
        return title;
    }
}
