package io.seedcore.pool.it.trial.orders;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

@Entity
public class Purchase {

    @Id
    @GeneratedValue
    private long id;

    private String what = "";

    protected Purchase() {}

    public Purchase(String what) {
        this.what = what;
    }

    public long id() {
        return id;
    }

    public String what() {
        return what;
    }
}
