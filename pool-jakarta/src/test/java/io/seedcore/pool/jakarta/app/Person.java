package io.seedcore.pool.jakarta.app;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Stored in the default database. */
@Entity
@Table(name = "pj_person")
public class Person extends Named {

    protected Person() {}

    public Person(String id) {
        super(id);
    }
}
