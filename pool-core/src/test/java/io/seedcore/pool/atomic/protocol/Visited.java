package io.seedcore.pool.atomic.protocol;

import java.util.Arrays;

/** The worlds seen so far, in the order in which they were seen, each with the one before it. */
final class Visited {

    private static final int EMPTY = -1;

    private long[] worlds = new long[1 << 16];
    private int[] before = new int[1 << 16];
    private int[] places = filled(1 << 17);
    private int size;

    private static int[] filled(int length) {
        int[] empty = new int[length];
        Arrays.fill(empty, EMPTY);
        return empty;
    }

    int size() {
        return size;
    }

    long get(int place) {
        return worlds[place];
    }

    /** The place of the world from which this one was reached first; negative for the first. */
    int before(int place) {
        return before[place];
    }

    void add(long world, int from) {
        int slot = slot(places, world);
        if (places[slot] != EMPTY) {
            return;
        }
        if (size == worlds.length) {
            grow();
            slot = slot(places, world);
        }
        places[slot] = size;
        worlds[size] = world;
        before[size] = from;
        size++;
    }

    private int slot(int[] table, long world) {
        long mixed = world * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & (table.length - 1);
        while (table[slot] != EMPTY && worlds[table[slot]] != world) {
            slot = slot + 1 & (table.length - 1);
        }
        return slot;
    }

    private void grow() {
        worlds = Arrays.copyOf(worlds, size * 2);
        before = Arrays.copyOf(before, size * 2);
        int[] larger = filled(size * 4);
        for (int place = 0; place < size; place++) {
            larger[slot(larger, worlds[place])] = place;
        }
        places = larger;
    }
}
