package io.seedcore.pool.dev.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A second network namespace, joined to this machine's by a pair of virtual interfaces, with a server at its far end:
 * packets between the two are really lost, so that acknowledgements, retransmission and keepalive are the kernel's own.
 * {@link FaultProxy} cannot show that: its own end of a connection acknowledges everything.
 *
 * <p>Needs Linux, root, {@code ip}, {@code unshare} and {@code nsenter}: see {@link #obstacle()}. Packets are lost by
 * addressing them to an interface that does not exist, which works without the kernel's traffic control and firewall.
 * The namespace ends with this JVM, also when that is killed. Not thread-safe.
 */
public final class LossyNetwork implements AutoCloseable {
    private static final String READY = "@READY ";
    /** Addresses for tests of networks (RFC 2544), in subnets of four. */
    private static final String SUBNET = "198.%d.%d.%d";

    private static final int SUBNET_SIZE = 4;
    private static final String NEAR_MAC = "02:00:00:00:5c:01";
    private static final String FAR_MAC = "02:00:00:00:5c:02";
    private static final String NOBODYS_MAC = "02:00:00:00:5c:ff";
    private static final long LONGEST_COMMAND_SECONDS = 20;

    private final Path directory;
    private final Relay relay;
    private final Process far;
    private final int port;
    private final String nearAddress;
    private final String farAddress;
    private final String nearName;
    private final String farName;

    private LossyNetwork(Path directory, Relay relay, Process far, int port) {
        this.directory = directory;
        this.relay = relay;
        this.far = far;
        this.port = port;
        int subnet = ThreadLocalRandom.current().nextInt(2 * 256 * 256 / SUBNET_SIZE) * SUBNET_SIZE;
        this.nearAddress = address(subnet + 1);
        this.farAddress = address(subnet + 2);
        this.nearName = "sc" + Integer.toHexString(subnet) + "n";
        this.farName = "sc" + Integer.toHexString(subnet) + "f";
        join();
    }

    private static String address(int number) {
        return SUBNET.formatted(18 + number / 65536, number / 256 % 256, number % 256);
    }

    /** Why such a network cannot be made on this machine; empty where it can. */
    public static Optional<String> obstacle() {
        for (List<String> command :
                List.of(List.of("ip", "-V"), List.of("nsenter", "--version"), List.of("unshare", "-n", "true"))) {
            try {
                run(command);
            } catch (IOException failure) {
                return Optional.of("no network namespace can be made here: " + failure.getMessage());
            }
        }
        return Optional.empty();
    }

    /**
     * A network at whose far end this server stands, which must listen when the first connection comes.
     *
     * @throws UncheckedIOException where there is an {@link #obstacle()}
     */
    public static LossyNetwork before(String host, int port) {
        try {
            Path directory = Files.createTempDirectory("seedcore-net-");
            UnixDomainSocketAddress passage = UnixDomainSocketAddress.of(directory.resolve("passage"));
            ServerSocketChannel entrance =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(passage);
            Relay relay = new Relay(entrance, new InetSocketAddress(host, port));
            Process far = startFar(passage);
            return new LossyNetwork(directory, relay, far, readyPort(far));
        } catch (IOException failure) {
            throw new UncheckedIOException("no network of its own for a server", failure);
        }
    }

    private static Process startFar(UnixDomainSocketAddress passage) throws IOException {
        List<String> command = new ArrayList<>(List.of("unshare", "-n"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx32m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(RelayProcess.class.getName(), passage.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static int readyPort(Process far) throws IOException {
        BufferedReader output = far.inputReader(StandardCharsets.UTF_8);
        String first = output.readLine();
        if (first == null || !first.startsWith(READY)) {
            far.destroyForcibly();
            throw new IOException("the far end of the network did not start: " + first);
        }
        return Integer.parseInt(first.substring(READY.length()));
    }

    /** The neighbours are told to each other for good: nobody asks for them by packets that could be lost. */
    private void join() {
        try {
            near("link add " + nearName + " address " + NEAR_MAC + " type veth peer name " + farName + " address "
                    + FAR_MAC + " netns " + far.pid());
            near("addr add " + nearAddress + "/30 dev " + nearName);
            near("link set " + nearName + " up");
            far("addr add " + farAddress + "/30 dev " + farName);
            far("link set " + farName + " up");
            heal();
        } catch (UncheckedIOException failure) {
            close();
            throw failure;
        }
    }

    /** Where the server is reached through this network. */
    public String host() {
        return farAddress;
    }

    public int port() {
        return port;
    }

    /** From now on no packet arrives that travels in this direction. */
    public void lose(Direction direction) {
        towardsServer(direction.covers(Direction.TO_SERVER) ? NOBODYS_MAC : FAR_MAC);
        towardsClient(direction.covers(Direction.TO_CLIENT) ? NOBODYS_MAC : NEAR_MAC);
    }

    /** Packets arrive again; those lost are the kernel's to repeat. */
    public void heal() {
        towardsServer(FAR_MAC);
        towardsClient(NEAR_MAC);
    }

    private void towardsServer(String mac) {
        near("neigh replace " + farAddress + " lladdr " + mac + " dev " + nearName + " nud permanent");
    }

    private void towardsClient(String mac) {
        far("neigh replace " + nearAddress + " lladdr " + mac + " dev " + farName + " nud permanent");
    }

    private void near(String arguments) {
        ip(List.of(), arguments);
    }

    private void far(String arguments) {
        ip(List.of("nsenter", "-t", String.valueOf(far.pid()), "-n"), arguments);
    }

    private static void ip(List<String> before, String arguments) {
        List<String> command = new ArrayList<>(before);
        command.add("ip");
        command.addAll(List.of(arguments.split(" ")));
        try {
            run(command);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(LONGEST_COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("'" + String.join(" ", command) + "' failed: " + said);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IOException("interrupted during '" + String.join(" ", command) + "'", interrupted);
        }
    }

    /** Ends the namespace, its interfaces and every connection through it; a second call does nothing. */
    @Override
    public void close() {
        relay.close();
        far.destroyForcibly();
        try {
            far.waitFor(LONGEST_COMMAND_SECONDS, TimeUnit.SECONDS);
            Files.deleteIfExists(directory.resolve("passage"));
            Files.deleteIfExists(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException("the files of a network could not be deleted", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
