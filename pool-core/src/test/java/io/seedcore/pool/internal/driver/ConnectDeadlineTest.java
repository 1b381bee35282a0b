package io.seedcore.pool.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.config.DatabaseAddress;
import io.seedcore.pool.dev.DevDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Opening a connection ends in time whatever the other side does, and leaves no socket. */
@Tag("pools")
class ConnectDeadlineTest {

    private static final Duration LIMIT = Duration.ofMillis(400);
    private static final Duration FAR_ABOVE = Duration.ofSeconds(20);
    private static final int AT_ONCE = 4;
    /** Logins have up to 1,300, with what is asked over the new connection. */
    private static final int FAR_MORE_BYTES = 5_000;

    private ServerSocket listener;
    private ExecutorService threads;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        threads = Executors.newCachedThreadPool();
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }

    private Vendor vendor(Drivers driver) {
        return driver.at("127.0.0.1:" + listener.getLocalPort(), Map.of("SSL_MODE", "disable"));
    }

    @ParameterizedTest
    @EnumSource
    void serverThatNeverGreets_isGivenUpInTime(Drivers driver) throws Exception {
        serve(socket -> new CountDownLatch(1).await());
        assertIsGivenUp(vendor(driver));
    }

    @ParameterizedTest
    @EnumSource
    void serverThatNeverAccepts_isGivenUpInTime(Drivers driver) throws Exception {
        assertIsGivenUp(vendor(driver));
    }

    /** Each byte comes in time for a bound on single reads, the whole never does. */
    @ParameterizedTest
    @EnumSource
    void serverThatSendsByteByByte_isGivenUpInTime(Drivers driver) throws Exception {
        serve(socket -> {
            OutputStream out = socket.getOutputStream();
            // The head of an answer of some 4,000 bytes.
            out.write(driver == Drivers.PGJDBC ? new byte[] {'E', 0, 0, 16, 0} : new byte[] {0, 16, 0, 0, 10});
            while (true) {
                out.write(' ');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(50);
            }
        });
        assertIsGivenUp(vendor(driver));
    }

    /** After each byte that the server sends until it is complete. */
    @ParameterizedTest
    @EnumSource
    void loginThatBreaksOff_leavesNoSocket(Drivers driver) throws Exception {
        DevDatabase database = driver.shared();
        open(driver.at(Drivers.address(database), database, Map.of("SSL_MODE", "disable")), FAR_ABOVE)
                .close();
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean complete = new AtomicBoolean();
        long before = sockets();
        CompletableFuture.allOf(Stream.generate(() ->
                                CompletableFuture.runAsync(() -> breakOff(driver, database, next, complete), threads))
                        .limit(AT_ONCE)
                        .toArray(CompletableFuture[]::new))
                .join();
        assertThat(complete).as("after " + next + " bytes").isTrue();
        assertThat(next.get()).isGreaterThan(100);
        await().atMost(FAR_ABOVE).untilAsserted(() -> assertThat(sockets()).isLessThanOrEqualTo(before));
    }

    /** One login after the other, each cut after the next number of bytes, until one is complete. */
    private void breakOff(Drivers driver, DevDatabase database, AtomicInteger next, AtomicBoolean complete) {
        try (ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CuttingRelay relay = new CuttingRelay(entrance, database.host(), database.port());
            threads.execute(relay);
            Vendor vendor = driver.at("127.0.0.1:" + entrance.getLocalPort(), database, Map.of("SSL_MODE", "disable"));
            int bytes;
            while (!complete.get() && (bytes = next.getAndIncrement()) < FAR_MORE_BYTES) {
                relay.cutAfter(bytes);
                if (succeeds(vendor)) {
                    complete.set(true);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hangingConnects_delayNoOther(Drivers driver) throws Exception {
        Vendor hanging = vendor(driver);
        CountDownLatch begun = new CountDownLatch(20);
        List<CompletableFuture<Void>> attempts = Stream.generate(() -> CompletableFuture.runAsync(
                        () -> {
                            begun.countDown();
                            assertThatThrownBy(() -> open(hanging, FAR_ABOVE)).isInstanceOf(SQLException.class);
                        },
                        threads))
                .limit(20)
                .toList();
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        Vendor healthy = driver.at(Drivers.address(driver.shared()), driver.shared(), Map.of());
        open(healthy, FAR_ABOVE).close();
        assertThat(attempts).noneMatch(CompletableFuture::isDone);
        assertIsGivenUp(hanging);
        listener.close();
        attempts.forEach(CompletableFuture::join);
    }

    private static void assertIsGivenUp(Vendor vendor) throws IOException {
        long before = sockets();
        long start = System.nanoTime();
        SQLException failure = catchThrowableOfType(SQLException.class, () -> open(vendor, LIMIT));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(LIMIT.dividedBy(2), FAR_ABOVE);
        assertThat((Throwable) failure)
                .hasMessageStartingWith("SCP-130 ")
                .hasMessageContaining("not connected within 0.4 s");
        assertThat(failure.getSQLState()).isEqualTo("08001");
        // The listener's own end may be open still.
        await().atMost(FAR_ABOVE).untilAsserted(() -> assertThat(sockets()).isLessThanOrEqualTo(before + 1));
    }

    private static boolean succeeds(Vendor vendor) {
        try {
            open(vendor, FAR_ABOVE).close();
            return true;
        } catch (SQLException brokenOff) {
            return false;
        }
    }

    private static Connection open(Vendor vendor, Duration longest) throws SQLException {
        return vendor.open(address(vendor), longest).connection();
    }

    private static DatabaseAddress address(Vendor vendor) {
        return vendor.settings().target().address();
    }

    /** What this process has open, as the kernel says. */
    private static long sockets() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(ConnectDeadlineTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Peer {
        void talk(Socket socket) throws IOException, InterruptedException;
    }

    private void serve(Peer peer) {
        threads.execute(() -> {
            while (!listener.isClosed()) {
                try {
                    Socket socket = listener.accept();
                    threads.execute(() -> talk(peer, socket));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private static void talk(Peer peer, Socket socket) {
        try (socket) {
            peer.talk(socket);
        } catch (IOException ended) {
            // The other side went away, which is what the test wants.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
