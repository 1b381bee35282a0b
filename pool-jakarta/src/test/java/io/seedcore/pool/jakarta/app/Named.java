package io.seedcore.pool.jakarta.app;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** Shared by the entities of all relational databases. */
@MappedSuperclass
public abstract class Named {

    @Id
    private String id = "";

    protected Named() {}

    protected Named(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
