package io.seedcore.pool.internal.driver;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Whether some thread is inside a call that the other end may hold up, and since when. Noting it costs one look at the
 * clock, next to a system call; anybody may ask.
 */
final class Waiting {

    private static final VarHandle SINCE;
    private static final VarHandle THREAD;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            SINCE = lookup.findVarHandle(Waiting.class, "since", long.class);
            THREAD = lookup.findVarHandle(Waiting.class, "thread", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long since;
    /** Whose call is the last. */
    private @Nullable Thread thread;

    private long calls;

    void begins() {
        calls++;
        Thread current = Thread.currentThread();
        // Writing a reference costs the collector's barrier, and most calls are the same thread's as the one before.
        if (THREAD.getOpaque(this) != current) {
            THREAD.setOpaque(this, current);
        }
        // Never 0, which stands for nobody.
        SINCE.setRelease(this, System.nanoTime() | 1);
    }

    void ends() {
        SINCE.setOpaque(this, 0L);
    }

    /** As {@link System#nanoTime()}, the same for as long as the same call lasts; 0 while nobody waits. */
    long since() {
        return (long) SINCE.getAcquire(this);
    }

    /** How many such calls there were; right for whoever made them, or was handed the connection since. */
    long calls() {
        return calls;
    }

    /** Who waits; null while nobody does. */
    @Nullable
    Thread thread() {
        return since() == 0 ? null : (Thread) THREAD.getOpaque(this);
    }
}
