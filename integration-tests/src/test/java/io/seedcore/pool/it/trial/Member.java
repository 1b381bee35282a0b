package io.seedcore.pool.it.trial;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Has rules that only Bean Validation knows, besides one that also becomes part of the table. */
@Entity
public class Member {

    @Id
    @GeneratedValue
    private long id;

    @NotBlank
    @Size(max = 40)
    private String name = "";

    protected Member() {}

    public Member(String name) {
        this.name = name;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public void rename(String to) {
        name = to;
    }
}
