package io.seedcore.pool.it.lifecycle.booking;

import io.seedcore.pool.jakarta.Database;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The other half, in MySQL. */
@Entity
@Database("mysql")
public class Receipt {

    @Id
    private String id = "";

    private boolean complete;

    protected Receipt() {}

    Receipt(String id) {
        this.id = id;
    }

    void complete() {
        complete = true;
    }
}
