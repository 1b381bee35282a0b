package io.seedcore.pool.it.drill;

import java.io.IOException;

/** With what members are started. */
interface MemberProgram {

    /** To start one whose transactions write to {@code databases}, by their names with commas between. */
    ProcessBuilder process(String databases) throws IOException;

    /** Deletes what it made for them. */
    void delete() throws IOException;
}
