package io.seedcore.pool.atomic.protocol;

/**
 * The databases, and who talks to them, at one moment. {@link #pack()} makes a number of it, by which states are told
 * apart.
 */
final class World {

    /** The last participant's transaction. */
    static final int OPEN = 0;

    static final int MARKED = 1;

    /** A branch. */
    static final int ACTIVE = 0;

    static final int PREPARED = 1;

    /** Both. */
    static final int COMMITTED = 2;

    static final int ENDED = 3;

    /** A decision in a store. */
    static final int NONE = 0;

    static final int YES = 1;
    static final int NO = 2;

    /** No machine: a recoverer at rest, a coordinator that is dead. */
    static final int NOBODY = 0;

    int last;
    int marker;
    /** Whether ABORTED stands in the store in which COMMITTED never will. */
    boolean otherAborted;
    /** Whether the commit of the last participant is where a failover does not lose it. */
    boolean replicated;

    final int[] branch = new int[2];
    final boolean[] session = {true, true};
    boolean late;
    /** A number for the coordinator's state, see {@link Machines}. */
    int coordinator;

    final int[] recoverer = new int[2];
    /** Requests that may still be carried out although whoever sent them has given up or died. */
    int strays;

    static World unpack(long packed) {
        World world = new World();
        long rest = packed;
        world.last = (int) rest & 3;
        rest >>>= 2;
        world.marker = (int) rest & 3;
        rest >>>= 2;
        for (int i = 0; i < 2; i++) {
            world.branch[i] = (int) rest & 3;
            rest >>>= 2;
            world.session[i] = (rest & 1) == 1;
            rest >>>= 1;
        }
        world.otherAborted = (rest & 1) == 1;
        rest >>>= 1;
        world.late = (rest & 1) == 1;
        rest >>>= 1;
        world.replicated = (rest & 1) == 1;
        rest >>>= 1;
        world.strays = (int) rest & (1 << Words.STRAYS) - 1;
        rest >>>= Words.STRAYS;
        world.coordinator = (int) rest & 0x3FF;
        rest >>>= 10;
        world.recoverer[0] = (int) rest & 0x3FF;
        rest >>>= 10;
        world.recoverer[1] = (int) rest & 0x3FF;
        return world;
    }

    long pack() {
        long packed = recoverer[1];
        packed = packed << 10 | recoverer[0];
        packed = packed << 10 | coordinator;
        packed = packed << Words.STRAYS | strays;
        packed = packed << 1 | (replicated ? 1 : 0);
        packed = packed << 1 | (late ? 1 : 0);
        packed = packed << 1 | (otherAborted ? 1 : 0);
        for (int i = 1; i >= 0; i--) {
            packed = packed << 1 | (session[i] ? 1 : 0);
            packed = packed << 2 | branch[i];
        }
        packed = packed << 2 | marker;
        return packed << 2 | last;
    }

    World copy() {
        return unpack(pack());
    }

    /** The databases alone, as at the beginning of a quiet time: nobody talks to them. */
    World atRest() {
        World rest = copy();
        rest.strays = 0;
        rest.coordinator = NOBODY;
        rest.recoverer[0] = NOBODY;
        rest.recoverer[1] = NOBODY;
        return rest;
    }

    boolean anyPrepared() {
        return branch[0] == PREPARED || branch[1] == PREPARED;
    }

    @Override
    public String toString() {
        return "last=" + last + " marker=" + marker + " other=" + otherAborted + " branches=" + branch[0] + branch[1]
                + " sessions=" + session[0] + session[1] + " late=" + late + " replicated=" + replicated + " strays="
                + Integer.toBinaryString(strays) + " coordinator=" + coordinator + " recoverers=" + recoverer[0] + ","
                + recoverer[1];
    }
}
