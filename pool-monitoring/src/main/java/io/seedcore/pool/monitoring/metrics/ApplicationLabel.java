package io.seedcore.pool.monitoring.metrics;

import java.util.function.Supplier;

/** The value of the {@code application} label, which may become known only after the first pools are open. */
public interface ApplicationLabel extends Supplier<String> {

    /** Runs {@code listener} whenever the value may have become another one. */
    void onChange(Runnable listener);
}
