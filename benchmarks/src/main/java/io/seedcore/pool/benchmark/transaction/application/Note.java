package io.seedcore.pool.benchmark.transaction.application;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A row of the table {@code note}. */
@Entity
public class Note {

    @Id
    private long id;

    private String text = "";

    protected Note() {}

    Note(long id, String text) {
        this.id = id;
        this.text = text;
    }

    public long getId() {
        return id;
    }

    public String getText() {
        return text;
    }
}
