package io.seedcore.pool.monitoring.health;

import io.seedcore.pool.Pool;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.sizing.ServerRoom;
import org.jspecify.annotations.Nullable;

/**
 * What one server has room for: asked after a health check that was answered, by the thread that made it, and rarely, since
 * the server looks through all its sessions. One check runs at a time; everything else is thread-safe.
 */
final class ServerWatch {

    private volatile ServerRoom latest = new ServerRoom.Unknown("not asked yet");
    private volatile @Nullable PoolSettings asked;
    private volatile boolean due;

    /** Of the server as it was last asked, or why nothing is known of it. */
    ServerRoom latest() {
        return latest;
    }

    /** The next check that is answered asks, whatever is known. */
    void ask() {
        due = true;
    }

    /** The database just answered; another pool of its name may lead to another server. */
    void answered(Pool pool) {
        if (due || pool.settings() != asked) {
            due = false;
            asked = pool.settings();
            latest = pool.serverRoom(HealthMonitor.BOUND);
        }
    }

    /** The database did not answer, so what it said is of no worth any more. */
    void silent(@Nullable String why) {
        asked = null;
        latest = new ServerRoom.Unknown(why == null ? "it does not answer" : why);
    }
}
