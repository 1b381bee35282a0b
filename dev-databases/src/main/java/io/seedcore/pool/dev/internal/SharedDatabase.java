package io.seedcore.pool.dev.internal;

/** A database that others of this JVM use too, and that nobody closes therefore. */
final class SharedDatabase extends AddressedDatabase {
    private final GuardedDatabase own;

    SharedDatabase(GuardedDatabase own) {
        super(own.address(), own.description());
        this.own = own;
    }

    @Override
    public void stop() {
        own.stop();
    }

    @Override
    public void restart() {
        own.restart();
    }

    @Override
    public void suspend() {
        own.suspend();
    }

    @Override
    public void resume() {
        own.resume();
    }

    @Override
    public void kill() {
        own.kill();
    }

    /** Does nothing: it ends with the JVM. */
    @Override
    public void close() {}
}
