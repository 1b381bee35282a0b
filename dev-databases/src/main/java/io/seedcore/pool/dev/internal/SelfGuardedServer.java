package io.seedcore.pool.dev.internal;

import io.seedcore.pool.dev.DevDatabaseException;
import io.seedcore.pool.dev.fault.FrozenProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server that is its own guardian. When it was killed its files are left for the next start, in another process; only
 * then does their end depend on this JVM.
 */
final class SelfGuardedServer implements ServerControl {
    private final String name;
    private final ProcessBuilder command;
    private final Path directory;
    private GuardianProcess process;
    private @Nullable FrozenProcess frozen;
    private boolean killed;

    /** @param directory which the process makes and deletes, or finds as a killed one left it */
    SelfGuardedServer(String name, ProcessBuilder command, Path directory) {
        this.name = name;
        this.command = command;
        this.directory = directory;
        this.process = GuardianProcess.start(name, command);
    }

    @Override
    public String start() {
        if (killed) {
            process = GuardianProcess.start(name, command);
            killed = false;
        }
        return process.order("start", "@READY");
    }

    @Override
    public void stop() {
        process.order("stop", "@STOPPED");
    }

    @Override
    public void suspend() {
        frozen = FrozenProcess.freeze(name, process.pid());
    }

    @Override
    public void resume() {
        if (frozen != null) {
            frozen.thaw();
            frozen = null;
        }
    }

    @Override
    public void kill() {
        process.kill();
        killed = true;
        resume();
    }

    @Override
    public void end() {
        if (killed) {
            deleteFiles();
        } else {
            process.end();
        }
    }

    private void deleteFiles() {
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new DevDatabaseException(name + ": its files could not be deleted", failure);
        }
    }
}
