package io.seedcore.pool.dev.run;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseException;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.internal.DatabaseSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has been started so far, and how all of it ends: the application first, then its databases. */
final class Running {
    private final Screen screen;
    private final List<DevDatabase> databases = new ArrayList<>();
    private @Nullable ApplicationServer server;
    private boolean ending;

    Running(Screen screen) {
        this.screen = screen;
    }

    /** Starts all at the same time and returns when the last one answers. */
    void startDatabases() {
        DatabaseSource source = DatabaseSource.ofThisJvm();
        List<CompletableFuture<Void>> starting = Stream.of(DevDatabaseKind.values())
                .map(kind -> CompletableFuture.runAsync(() -> add(source.startUnlessConfigured(kind)), Running::start))
                .toList();
        try {
            CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new DevDatabaseException(String.valueOf(cause.getMessage()), failure);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "starting a database");
        thread.setDaemon(true);
        thread.start();
    }

    private void add(DevDatabase database) {
        boolean tooLate;
        synchronized (this) {
            databases.add(database);
            tooLate = ending;
        }
        if (tooLate) {
            database.close();
        } else {
            screen.happened(database.description() + " answers on " + database.host() + ":" + database.port());
        }
    }

    ApplicationServer startServer(RunOptions options) throws IOException {
        Map<String, String> environment = environment();
        synchronized (this) {
            if (ending) {
                throw new RunFailure("the command is being ended");
            }
            ApplicationServer started = ApplicationServer.start(options, environment, screen);
            server = started;
            return started;
        }
    }

    String environmentAsShellVariables() {
        return environment().entrySet().stream()
                .map(entry -> entry.getKey() + "='" + entry.getValue().replace("'", "'\\''") + "'\n")
                .collect(Collectors.joining());
    }

    /** Ends everything that was started; called once, when this process ends. */
    void end() {
        List<DevDatabase> toClose;
        ApplicationServer toEnd;
        synchronized (this) {
            ending = true;
            toClose = List.copyOf(databases);
            toEnd = server;
        }
        screen.ending();
        endServer(toEnd);
        closeAll(toClose);
        screen.happened("stopped");
    }

    private void endServer(@Nullable ApplicationServer toEnd) {
        try {
            if (toEnd != null) {
                toEnd.end();
            }
        } catch (IOException failure) {
            screen.happened("the application server was already gone: " + failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll(List<DevDatabase> toClose) {
        ExecutorService closing = Executors.newCachedThreadPool();
        List<CompletableFuture<Void>> closed = toClose.stream()
                .map(database -> CompletableFuture.runAsync(database::close, closing)
                        .exceptionally(failure -> {
                            screen.happened(database.description() + " did not end in an orderly way: " + failure);
                            return null;
                        }))
                .toList();
        CompletableFuture.allOf(closed.toArray(CompletableFuture[]::new)).join();
        closing.shutdown();
    }

    private synchronized Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        databases.forEach(database -> environment.putAll(database.environment()));
        return environment;
    }
}
