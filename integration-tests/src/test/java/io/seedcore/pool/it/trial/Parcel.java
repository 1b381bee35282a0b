package io.seedcore.pool.it.trial;

import io.seedcore.pool.jakarta.Database;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

@Entity
@Database("mysql")
public class Parcel {

    @Id
    @GeneratedValue
    private long id;

    private String label = "";

    protected Parcel() {}

    public Parcel(String label) {
        this.label = label;
    }

    public long id() {
        return id;
    }

    public String label() {
        return label;
    }
}
