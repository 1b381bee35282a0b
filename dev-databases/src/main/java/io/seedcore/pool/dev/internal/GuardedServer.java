package io.seedcore.pool.dev.internal;

/** A server with a guardian beside it, which carries the orders out. */
final class GuardedServer implements ServerControl {
    private final GuardianProcess guardian;

    GuardedServer(String name, ProcessBuilder guardian) {
        this.guardian = GuardianProcess.start(name, guardian);
    }

    @Override
    public String start() {
        return guardian.order("start", "@READY");
    }

    @Override
    public void stop() {
        guardian.order("stop", "@STOPPED");
    }

    @Override
    public void suspend() {
        guardian.order("suspend", "@SUSPENDED");
    }

    @Override
    public void resume() {
        guardian.order("resume", "@RESUMED");
    }

    @Override
    public void kill() {
        guardian.order("kill", "@KILLED");
    }

    @Override
    public void end() {
        guardian.end();
    }
}
