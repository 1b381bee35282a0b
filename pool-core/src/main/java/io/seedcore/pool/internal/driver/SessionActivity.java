package io.seedcore.pool.internal.driver;

/** What a server says that one of its sessions is doing. */
public enum SessionActivity {
    /** It works on a request, or waits for another session's lock. */
    WORKING,
    /** It has nothing to do, or is stuck while it reads from its client or writes to it. */
    WAITING_FOR_CLIENT,
    /** The server has no such session. */
    GONE,
    /** There may be one, but the server does not say what it does. */
    UNKNOWN
}
