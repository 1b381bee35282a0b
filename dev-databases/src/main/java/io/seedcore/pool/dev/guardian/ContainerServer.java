package io.seedcore.pool.dev.guardian;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A container, published on a fixed port so that it is found again after a stop. It is removed by this process, so
 * that Testcontainers' own reaper, which is an image to be fetched, is not needed.
 */
final class ContainerServer implements Server {
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    /** Images of this name exist on this machine alone and are never looked for elsewhere. */
    private static final String LOCAL = "local/";

    private static final int KEPT_CHARACTERS = 2000;

    private final ContainerKind kind;
    private final String image;
    private final int port;
    private final String password;
    private @Nullable GenericContainer<?> container;
    private boolean ended;

    ContainerServer(String kind, String image, int port, String password) {
        this.kind = ContainerKind.named(kind);
        this.image = image;
        this.port = port;
        this.password = password;
    }

    @Override
    public String start() throws IOException, InterruptedException {
        GenericContainer<?> existing = container();
        if (existing != null) {
            existing.getDockerClient()
                    .startContainerCmd(existing.getContainerId())
                    .exec();
            awaitAnswer(existing.getHost());
            return existing.getHost();
        }
        GenericContainer<?> made = make();
        try {
            made.start();
        } catch (ContainerLaunchException failure) {
            throw new IOException(
                    "the image " + image + " could not be started; name another with -Ddatabases.image."
                            + kind.name().toLowerCase(Locale.ROOT)
                            + "=..., or 'embedded' there for the binaries from Maven Central",
                    failure);
        } catch (IllegalStateException noEngine) {
            throw new IOException("no Docker engine answers; start one, or leave out -Ddatabases=docker", noEngine);
        }
        return made.getHost();
    }

    private synchronized GenericContainer<?> make() throws IOException {
        if (ended) {
            throw new IOException("the container is not started because it is ended");
        }
        GenericContainer<?> made = new GenericContainer<>(DockerImageName.parse(image));
        made.withEnv(kind.environment(password))
                .withExposedPorts(kind.ownPort)
                .withStartupTimeout(LONGEST_START)
                .waitingFor(new Answer());
        made.setPortBindings(List.of(port + ":" + kind.ownPort));
        if (kind.command().length > 0) {
            made.withCommand(kind.command());
        }
        if (image.startsWith(LOCAL)) {
            made.withImagePullPolicy(name -> false);
        }
        container = made;
        return made;
    }

    @Override
    public void stop() {
        GenericContainer<?> existing = container();
        if (existing != null) {
            existing.getDockerClient()
                    .stopContainerCmd(existing.getContainerId())
                    .withTimeout(30)
                    .exec();
        }
    }

    @Override
    public void suspend() {
        GenericContainer<?> existing = container();
        if (existing != null) {
            existing.getDockerClient()
                    .pauseContainerCmd(existing.getContainerId())
                    .exec();
        }
    }

    @Override
    public void resume() {
        GenericContainer<?> existing = container();
        if (existing != null) {
            existing.getDockerClient()
                    .unpauseContainerCmd(existing.getContainerId())
                    .exec();
        }
    }

    @Override
    public void kill() {
        GenericContainer<?> existing = container();
        if (existing != null) {
            existing.getDockerClient()
                    .killContainerCmd(existing.getContainerId())
                    .exec();
        }
    }

    @Override
    public void end() {
        GenericContainer<?> existing;
        synchronized (this) {
            ended = true;
            existing = container;
        }
        if (existing != null) {
            existing.stop();
        }
    }

    private synchronized @Nullable GenericContainer<?> container() {
        return container;
    }

    private void awaitAnswer(String host) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(LONGEST_START);
        while (true) {
            try {
                kind.check(host, port, password);
                return;
            } catch (SQLException | IOException notYet) {
                if (Instant.now().isAfter(end) || !running()) {
                    throw new IOException(
                            "the container of " + image + " does not answer; its last lines: " + lastLines(), notYet);
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    private boolean running() {
        GenericContainer<?> existing = container();
        return existing != null && existing.isRunning();
    }

    private String lastLines() {
        GenericContainer<?> existing = container();
        String log = existing == null ? "" : existing.getLogs();
        return log.substring(Math.max(0, log.length() - KEPT_CHARACTERS));
    }

    /** Ready means that the server answers on its published port; what the images log differs too much. */
    private final class Answer extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {
            try {
                awaitAnswer(waitStrategyTarget.getHost());
            } catch (IOException failure) {
                throw new ContainerLaunchException("no answer", failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new ContainerLaunchException("interrupted", interrupted);
            }
        }
    }
}
