package io.seedcore.pool.dev.fault;

import io.seedcore.pool.dev.DevDatabaseException;
import java.io.IOException;

/**
 * A process that was sent SIGSTOP. A shell beside it sends SIGCONT when its input ends, thus also when this JVM is
 * killed: a frozen process would outlive everybody. For one thread.
 */
public final class FrozenProcess {
    private final String name;
    private final Process shell;

    private FrozenProcess(String name, Process shell) {
        this.name = name;
        this.shell = shell;
    }

    /**
     * Stops a process; it does nothing more when this has returned.
     *
     * @param name whose process it is, for messages
     * @throws DevDatabaseException where there is no such process
     */
    public static FrozenProcess freeze(String name, long pid) {
        String script = "kill -STOP %d && echo frozen; read -r end; kill -CONT %d".formatted(pid, pid);
        try {
            Process shell = new ProcessBuilder("sh", "-c", script)
                    .redirectErrorStream(true)
                    .start();
            String answer = shell.inputReader().readLine();
            if (!"frozen".equals(answer)) {
                throw new DevDatabaseException(name + ": its process could not be frozen: " + answer);
            }
            return new FrozenProcess(name, shell);
        } catch (IOException failure) {
            throw new DevDatabaseException(name + ": its process could not be frozen", failure);
        }
    }

    /** Lets it go on where it was; a second call does nothing. */
    public void thaw() {
        try {
            shell.getOutputStream().close();
            shell.waitFor();
        } catch (IOException failure) {
            throw new DevDatabaseException(name + ": its process could not be thawed", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DevDatabaseException(name + ": interrupted while its process was thawed", interrupted);
        }
    }
}
