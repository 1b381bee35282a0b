package io.seedcore.pool.it.lifecycle.booking;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Half of what is booked, in PostgreSQL. */
@Entity
public class Booking {

    @Id
    private String id = "";

    private boolean complete;

    protected Booking() {}

    Booking(String id) {
        this.id = id;
    }

    void complete() {
        complete = true;
    }
}
