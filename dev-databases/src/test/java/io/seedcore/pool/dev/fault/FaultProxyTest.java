package io.seedcore.pool.dev.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With an echo for a server, so that what was sent shows what both directions did. */
@Timeout(60)
class FaultProxyTest {
    /** Long enough for a byte that is on its way; waiting for one that never comes lasts as long. */
    private static final int SILENCE_MILLIS = 300;

    private static final int ANSWER_MILLIS = 30_000;

    private EchoServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        proxy = FaultProxy.before("127.0.0.1", server.port());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void none_passesAndCounts() throws IOException {
        Instant before = Instant.now();
        try (Socket client = connect()) {
            assertThat(echo(client, "hello")).isEqualTo("hello");
            assertThat(proxy.traffic().open()).isEqualTo(1);
        }
        await().until(() -> proxy.traffic().open() == 0);
        Traffic traffic = proxy.traffic();
        assertThat(traffic.accepted()).isEqualTo(1);
        assertThat(traffic.acceptedSince(before)).isEqualTo(1);
        assertThat(traffic.bytesToServer()).isEqualTo(5);
        assertThat(traffic.bytesToClient()).isEqualTo(5);
        assertThat(server.endings()).containsExactly("end");
    }

    @Test
    void blackHole_deliversNothingUntilHealed() throws IOException {
        for (Direction direction : Direction.values()) {
            try (Socket client = connect()) {
                echo(client, "a");
                proxy.inflict(Fault.blackHole(direction));
                send(client, "b");
                assertSilent(client);
                proxy.heal();
                assertThat(receive(client, 1)).isEqualTo("b");
            }
        }
    }

    @Test
    void blackHoleOfOneDirection_letsTheOtherPass() throws IOException {
        try (Socket client = connect()) {
            echo(client, "a");
            proxy.inflict(Fault.blackHole(Direction.TO_CLIENT));
            send(client, "b");
            await().until(() -> proxy.traffic().bytesToServer() == 2);
            assertThat(proxy.traffic().bytesToClient()).isEqualTo(1);
        }
    }

    @Test
    void blackHole_hidesTheEndToo() throws IOException {
        Socket client = connect();
        echo(client, "a");
        proxy.inflict(Fault.blackHole(Direction.BOTH));
        client.close();
        await().during(Duration.ofMillis(SILENCE_MILLIS))
                .until(() -> server.endings().isEmpty());
        proxy.heal();
        await().until(() -> server.endings().size() == 1);
    }

    @Test
    void blackHoleOfOpenConnections_letsNewOnesPass() throws IOException {
        try (Socket old = connect()) {
            echo(old, "a");
            proxy.inflictOnOpen(Fault.blackHole(Direction.BOTH));
            send(old, "b");
            try (Socket young = connect()) {
                assertThat(echo(young, "c")).isEqualTo("c");
            }
            assertSilent(old);
        }
    }

    @Test
    void blackHoleOfNewConnections_acceptsAndReachesTheServerOnlyOnceHealed() throws IOException {
        try (Socket old = connect()) {
            echo(old, "a");
            proxy.inflictOnNew(Fault.blackHole(Direction.BOTH));
            try (Socket young = connect()) {
                send(young, "b");
                assertSilent(young);
                assertThat(echo(old, "c")).isEqualTo("c");
                assertThat(proxy.traffic().bytesToServer()).isEqualTo(2);
                proxy.heal();
                assertThat(receive(young, 1)).isEqualTo("b");
            }
        }
    }

    @Test
    void refuse_refusesOnTheSamePortUntilHealed() throws IOException {
        int port = proxy.port();
        try (Socket old = connect()) {
            echo(old, "a");
            for (int round = 0; round < 3; round++) {
                proxy.inflict(Fault.refuse());
                assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
                assertThat(echo(old, "b")).isEqualTo("b");
                proxy.heal();
                assertThat(proxy.port()).isEqualTo(port);
                try (Socket young = connect()) {
                    assertThat(echo(young, "c")).isEqualTo("c");
                }
            }
        }
    }

    @Test
    void fullBacklog_letsConnectsHangUntilHealed() throws IOException {
        proxy.inflict(Fault.fullBacklog());
        assertThatThrownBy(() -> connect(SILENCE_MILLIS)).isInstanceOf(SocketTimeoutException.class);
        proxy.inflict(Fault.refuse());
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.inflict(Fault.fullBacklog());
        proxy.heal();
        try (Socket client = connect()) {
            assertThat(echo(client, "a")).isEqualTo("a");
        }
    }

    @Test
    void hangUp_countsAndResets() throws IOException {
        Instant before = Instant.now();
        proxy.inflict(Fault.hangUp());
        for (int visit = 0; visit < 5; visit++) {
            assertThatThrownBy(this::visit).isInstanceOf(SocketException.class);
        }
        assertThat(proxy.traffic().acceptedSince(before)).isEqualTo(5);
        assertThat(proxy.traffic().mostAcceptedWithin(Duration.ofMinutes(1), before))
                .isEqualTo(5);
        assertThat(server.endings()).isEmpty();
    }

    @Test
    void reset_reachesBothEndsOfEveryConnection() throws IOException {
        try (Socket first = connect();
                Socket second = connect()) {
            echo(first, "a");
            echo(second, "a");
            proxy.reset();
            assertThatThrownBy(() -> receive(first, 1)).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> receive(second, 1)).isInstanceOf(SocketException.class);
            await().until(() -> server.endings().equals(List.of("reset", "reset")));
            assertThat(proxy.traffic().open()).isZero();
        }
        try (Socket third = connect()) {
            assertThat(echo(third, "a")).isEqualTo("a");
        }
    }

    @Test
    void halfClose_endsOneDirection() throws IOException {
        try (Socket client = connect()) {
            echo(client, "a");
            proxy.halfClose(Direction.TO_CLIENT);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            send(client, "b");
            await().until(() -> proxy.traffic().bytesToServer() == 2);
        }
        await().until(() -> proxy.traffic().open() == 0);
    }

    @Test
    void fallingSilent_carriesExactlySoManyBytes_andTheRestWhenHealed() throws IOException {
        for (Direction direction : Direction.values()) {
            proxy.inflict(Fault.silentAfter(3, direction));
            try (Socket client = connect()) {
                send(client, "hello");
                assertThat(receive(client, 3)).isEqualTo("hel");
                assertSilent(client);
                proxy.heal();
                assertThat(receive(client, 2)).isEqualTo("lo");
            }
        }
    }

    @Test
    void cut_carriesExactlySoManyBytes() throws IOException {
        proxy.inflict(Fault.cutAfter(7, Direction.TO_SERVER));
        try (Socket client = connect()) {
            assertThat(echo(client, "1234")).isEqualTo("1234");
            send(client, "56789");
            await().until(() -> proxy.traffic().open() == 0);
            assertThat(proxy.traffic().bytesToServer()).isEqualTo(7);
        }
        proxy.inflict(Fault.cutAfter(3, Direction.TO_CLIENT));
        try (Socket client = connect()) {
            send(client, "12345");
            assertThat(receive(client, 3)).isEqualTo("123");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void flip_turnsOneByte() throws IOException {
        proxy.inflict(Fault.flipByte(2, Direction.TO_CLIENT));
        try (Socket client = connect()) {
            send(client, "abcd");
            byte[] received = client.getInputStream().readNBytes(4);
            assertThat(received).containsExactly('a', 'b', ~'c', 'd');
        }
    }

    @Test
    void slowWays_deliverEverythingInOrder() throws IOException {
        String text = "x".repeat(100) + "y".repeat(100);
        for (Fault fault : List.of(
                Fault.slice(),
                Fault.throttle(2000),
                Fault.delay(Duration.ofMillis(20), Duration.ofMillis(10), new Random(1)))) {
            proxy.inflict(fault);
            try (Socket client = connect()) {
                assertThat(echo(client, text)).as(fault.toString()).isEqualTo(text);
            }
        }
    }

    @Test
    void delay_takesAtLeastItsLatencyEachWay() throws IOException {
        proxy.inflict(Fault.delay(Duration.ofMillis(100), Duration.ZERO, new Random(1)));
        try (Socket client = connect()) {
            long start = System.nanoTime();
            echo(client, "a");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void otherFault_endsAPauseEarly() throws IOException {
        proxy.inflict(Fault.delay(Duration.ofDays(1), Duration.ZERO, new Random(1)));
        try (Socket client = connect()) {
            send(client, "a");
            assertSilent(client);
            proxy.heal();
            assertThat(receive(client, 1)).isEqualTo("a");
        }
    }

    @Test
    void unreachableServer_isSeenAsAReset() throws IOException {
        try (Socket nobody = new Socket()) {
            // Has a port without listening, so that no other program gets it meanwhile.
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            proxy.close();
            proxy = FaultProxy.before("127.0.0.1", nobody.getLocalPort());
            assertThatThrownBy(this::visit).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void closed_endsEveryConnectionAndThreadInEveryState() throws IOException {
        List<Fault> states = List.of(
                Fault.none(),
                Fault.blackHole(Direction.BOTH),
                Fault.throttle(1),
                Fault.delay(Duration.ofDays(1), Duration.ZERO, new Random(1)),
                Fault.refuse(),
                Fault.fullBacklog());
        for (Fault fault : states) {
            FaultProxy own = FaultProxy.before("127.0.0.1", server.port());
            try (Socket client = new Socket(own.host(), own.port())) {
                echo(client, "a");
                own.inflict(fault);
                send(client, "bc");
                own.close();
                own.close();
                assertThat(threads(own.port())).as(fault.toString()).isEmpty();
                assertThat(own.traffic().open()).isZero();
                assertThatThrownBy(() -> new Socket(own.host(), own.port()).close())
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    private static List<String> threads(int port) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("fault proxy " + port + " "))
                .toList();
    }

    private Socket connect() throws IOException {
        return connect(ANSWER_MILLIS);
    }

    private Socket connect(int millis) throws IOException {
        Socket client = new Socket();
        client.connect(new InetSocketAddress(proxy.host(), proxy.port()), millis);
        return client;
    }

    /** A reset may come before the client knows that it is connected. */
    private void visit() throws IOException {
        try (Socket client = connect()) {
            receive(client, 1);
        }
    }

    private static String echo(Socket client, String text) throws IOException {
        send(client, text);
        return receive(client, text.length());
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String receive(Socket client, int count) throws IOException {
        client.setSoTimeout(ANSWER_MILLIS);
        return new String(client.getInputStream().readNBytes(count), StandardCharsets.US_ASCII);
    }

    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }
}
