package io.seedcore.pool.jakarta.app.ledger;

import io.seedcore.pool.jakarta.app.Named;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Stored in MySQL, as its package says. */
@Entity
@Table(name = "pj_entry")
public class Entry extends Named {

    protected Entry() {}

    public Entry(String id) {
        super(id);
    }
}
