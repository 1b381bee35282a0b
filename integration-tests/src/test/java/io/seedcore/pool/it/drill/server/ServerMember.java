package io.seedcore.pool.it.drill.server;

import io.seedcore.pool.it.drill.member.Member;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Obeys the order {@code commit} as {@link Member} does, by methods that are {@code @Transactional}; nobody can hold it up
 * at a step. The server's process ends with its input.
 */
@ApplicationScoped
public class ServerMember {
    /** The system property with the names of the databases to which it writes, with commas between. */
    public static final String DATABASES = "drill.databases";

    private static final int LONGEST_LINE = 500;
    /** Past the stream that the server puts in its place, which would make it lines of a log. */
    private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private final List<String> databases =
            List.of(System.getProperty(DATABASES, "").split(","));

    @Inject
    private Writing writing;

    @SuppressWarnings("BanJNDI") // The name is a constant of Jakarta's.
    void begin(@Observes @Initialized(ApplicationScoped.class) Object application) throws NamingException {
        Executor threads = InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
        threads.execute(() -> obeyUntilTheEnd(threads));
    }

    private void obeyUntilTheEnd(Executor threads) {
        say("READY");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                obey(List.of(order.split(" ")), threads);
            }
        } catch (IOException | RuntimeException failure) {
            say("FAILED " + failure);
        }
        Runtime.getRuntime().halt(0);
    }

    private void obey(List<String> order, Executor threads) {
        if (!order.get(0).equals("commit")
                || !order.get(1).equals(Member.NONE)
                || !order.get(2).equals(Member.NONE)) {
            // To go on, told to one that was stopped, has no meaning for one that nobody can hold up.
            return;
        }
        CompletableFuture<?>[] all = order.subList(3, order.size()).stream()
                .map(Long::valueOf)
                .map(id -> CompletableFuture.runAsync(() -> transact(id), threads))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all)
                .whenComplete((none, failure) -> say(failure == null ? "DONE" : "FAILED " + failure));
    }

    private void transact(long id) {
        List<String> order = new ArrayList<>(databases);
        Collections.rotate(order, (int) id);
        try {
            writing.write(order, id);
            say("TOLD " + id + " COMMITTED null");
        } catch (Exception failure) {
            say("TOLD " + id + (saysUnknown(failure) ? " UNKNOWN " : " ROLLED_BACK ") + reasons(failure));
        }
    }

    /** By a heuristic exception a transaction manager says that it does not know. */
    private static boolean saysUnknown(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each.getClass().getSimpleName().startsWith("Heuristic")) {
                return true;
            }
        }
        return false;
    }

    private static String reasons(Throwable failure) {
        StringBuilder reasons = new StringBuilder(failure.toString());
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            reasons.append(" <- ").append(cause);
        }
        return reasons.toString();
    }

    /** In one piece, or not at all if this is the end. */
    private static synchronized void say(String text) {
        String line = Member.SAID + text.replaceAll("\\s+", " ");
        String shortened = line.substring(0, Math.min(line.length(), LONGEST_LINE)) + "\n";
        try {
            OUT.write(shortened.getBytes(StandardCharsets.UTF_8));
            OUT.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
