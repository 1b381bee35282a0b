package io.seedcore.pool.dev.fault;

/** What happens to those who want to enter when no connection of theirs is to be carried. */
enum Entry implements Fault {
    REFUSE,
    HANG_UP,
    FULL_BACKLOG
}
