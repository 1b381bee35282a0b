package io.seedcore.pool.dev.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LossyNetworkTest {
    private static final int SILENCE_MILLIS = 500;
    private static final int ANSWER_MILLIS = 60_000;

    @BeforeEach
    void possibleHere() {
        assumeThat(LossyNetwork.obstacle()).as("why it cannot be made").isEmpty();
    }

    @Test
    void lost_nothingArrivesUntilHealed() throws IOException {
        try (EchoServer server = new EchoServer();
                LossyNetwork network = LossyNetwork.before("127.0.0.1", server.port());
                Socket client = new Socket(network.host(), network.port())) {
            assertThat(echo(client, 1)).isEqualTo(1);
            for (Direction direction : Direction.values()) {
                network.lose(direction);
                client.setSoTimeout(SILENCE_MILLIS);
                assertThatThrownBy(() -> echo(client, 2)).isInstanceOf(SocketTimeoutException.class);
                network.heal();
                client.setSoTimeout(ANSWER_MILLIS);
                assertThat(client.getInputStream().read()).isEqualTo(2);
            }
        }
    }

    @Test
    void closed_takesItsInterfaceAlong() throws IOException {
        try (EchoServer server = new EchoServer()) {
            LossyNetwork network = LossyNetwork.before("127.0.0.1", server.port());
            network.close();
            network.close();
            // The kernel takes an interface away a moment after the last process of its namespace has ended.
            await().untilAsserted(() -> assertThat(addresses()).doesNotContain(near(network.host())));
        }
    }

    private static String addresses() throws IOException {
        Process ip = new ProcessBuilder("ip", "-o", "addr").start();
        return new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String near(String far) {
        int dot = far.lastIndexOf('.');
        return far.substring(0, dot + 1) + (Integer.parseInt(far.substring(dot + 1)) - 1) + "/";
    }

    private static int echo(Socket client, int value) throws IOException {
        client.getOutputStream().write(value);
        return client.getInputStream().read();
    }
}
