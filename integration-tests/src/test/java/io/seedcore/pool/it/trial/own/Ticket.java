package io.seedcore.pool.it.trial.own;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Listed in the application's persistence.xml. */
@Entity
public class Ticket {

    @Id
    private String number = "";

    protected Ticket() {}

    public Ticket(String number) {
        this.number = number;
    }

    public String number() {
        return number;
    }
}
