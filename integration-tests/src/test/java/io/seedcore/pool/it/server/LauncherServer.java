package io.seedcore.pool.it.server;

import io.seedcore.pool.dev.run.ServerPort;
import io.seedcore.pool.it.launcher.PayaraLauncher;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.ByteArrayAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jspecify.annotations.Nullable;

/**
 * One Payara Micro in which applications come and go. Each is told its settings before it is deployed. It has no
 * more threads that read requests than tests need, so that one that is held up is missed.
 */
public final class LauncherServer implements RunningServer {

    /** How many requests it can read at the same time. */
    public static final int REQUEST_THREADS = 14;

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(180);
    private static final String END_OF_OUTPUT = "@(the process ended)";
    private static final String APPLICATION = "application";

    private static @Nullable LauncherServer shared;

    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final List<String> log = new ArrayList<>();
    private final Set<String> set = new TreeSet<>();
    private final Set<String> beside = new TreeSet<>();
    private final int port;
    private boolean deployed;

    private LauncherServer(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "log of the launcher");
        reader.setDaemon(true);
        reader.start();
        try {
            this.port = Integer.parseInt(answer());
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** The one that runs, or a new one. */
    public static synchronized LauncherServer shared() {
        LauncherServer server = shared;
        if (server == null || !CurrentServer.is(server)) {
            server = CurrentServer.replace(LauncherServer::start);
            shared = server;
        }
        return server;
    }

    private static LauncherServer start() {
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + BuildDirectory.temporary(),
                        "-jar",
                        jar().toString(),
                        String.valueOf(ServerPort.FIRST),
                        String.valueOf(ServerPort.RANGE),
                        String.valueOf(REQUEST_THREADS))
                .redirectErrorStream(true);
        // Settings come from the tests alone.
        command.environment().keySet().removeIf(name -> name.matches("(POSTGRES|PG|MYSQL|NEO4J|SEEDCORE)_.*"));
        try {
            return new LauncherServer(command.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A jar of its own, since what is on this class path would be seen by every application in the server. */
    private static Path jar() {
        Path jar = BuildDirectory.directory().resolve("launcher.jar");
        ShrinkWrap.create(JavaArchive.class, "launcher.jar")
                .addClass(PayaraLauncher.class)
                .setManifest(manifest())
                .as(ZipExporter.class)
                .exportTo(jar.toFile(), true);
        return jar;
    }

    /** The server's own manifest opens what it needs of the JVM; started from another jar, that jar must. */
    private static Asset manifest() {
        try (JarFile server = new JarFile(BuildDirectory.server().toFile());
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            Manifest manifest = new Manifest();
            Attributes attributes = manifest.getMainAttributes();
            attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
            attributes.put(Attributes.Name.MAIN_CLASS, PayaraLauncher.class.getName());
            attributes.put(
                    Attributes.Name.CLASS_PATH, BuildDirectory.server().toUri().toString());
            for (String name : List.of("Add-Opens", "Add-Exports")) {
                attributes.putValue(
                        name, server.getManifest().getMainAttributes().getValue(name));
            }
            manifest.write(bytes);
            return new ByteArrayAsset(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deploys {@code application} in the root context, in place of whatever is there. */
    public void deploy(Path application, Map<String, String> settings) {
        undeploy();
        List.copyOf(set).forEach(name -> order("unset", name));
        set.clear();
        settings.forEach((name, value) -> {
            order("set", name, value);
            set.add(name);
        });
        order("deploy", APPLICATION, "/", application.toString());
        deployed = true;
    }

    /** Deploys {@code application} in a context of that name, beside the one in the root context. */
    public void deployBeside(String context, Path application) {
        order("deploy", context, "/" + context, application.toString());
        beside.add(context);
    }

    public void undeployBeside(String context) {
        order("undeploy", context);
        beside.remove(context);
    }

    /** All of them. */
    public void undeploy() {
        List.copyOf(beside).forEach(this::undeployBeside);
        if (deployed) {
            order("undeploy", APPLICATION);
            deployed = false;
        }
    }

    /** The names of all threads in the process. */
    public List<String> threads() {
        return List.of(order("threads").split("\t"));
    }

    /** For a test that ends it by a signal. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** What it has logged since {@link #forgetLog()}. */
    public String log() {
        synchronized (log) {
            return String.join("\n", log);
        }
    }

    public void forgetLog() {
        synchronized (log) {
            log.clear();
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void end() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LONGEST_ANSWER.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The launcher did not end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    private String order(String... words) {
        try {
            process.getOutputStream().write((String.join("\t", words) + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(log(), e);
        }
        return answer();
    }

    private String answer() {
        try {
            String answer = answers.poll(LONGEST_ANSWER.toSeconds(), TimeUnit.SECONDS);
            if (answer == null || answer.equals(END_OF_OUTPUT)) {
                throw new IllegalStateException("The launcher gave no answer:\n" + log());
            }
            return answer.substring(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void read() {
        try (InputStream output = process.getInputStream();
                BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            lines.lines().forEach(this::take);
        } catch (IOException | UncheckedIOException e) {
            take("its output could not be read further: " + e.getMessage());
        } finally {
            answers.add(END_OF_OUTPUT);
        }
    }

    private void take(String line) {
        if (line.startsWith("@")) {
            answers.add(line);
            return;
        }
        System.out.println(line);
        synchronized (log) {
            log.add(line.replaceAll("\u001b\\[[0-9;]*m", ""));
        }
    }
}
