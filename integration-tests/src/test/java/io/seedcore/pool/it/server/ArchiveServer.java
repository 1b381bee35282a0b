package io.seedcore.pool.it.server;

import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;

/** A Payara Micro that Arquillian's adapter has started with one archive. */
record ArchiveServer(
        PayaraMicroDeployableContainer payara, Archive<?> archive, ProtocolMetaData metaData, ProcessHandle process)
        implements RunningServer {

    private static final long LONGEST_END_SECONDS = 40;

    static ArchiveServer start(PayaraMicroDeployableContainer payara, Archive<?> archive, Runnable configure) {
        configure.run();
        Set<Long> before =
                ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
        try {
            ProtocolMetaData metaData = payara.deploy(archive);
            ProcessHandle process = ProcessHandle.current()
                    .children()
                    .filter(child ->
                            !before.contains(child.pid()) && deployed(child).isPresent())
                    .findFirst()
                    .orElseThrow();
            return new ArchiveServer(payara, archive, metaData, process);
        } catch (DeploymentException e) {
            throw new IllegalStateException("The server did not start; its log says why", e);
        }
    }

    /** The file that a process was told to deploy. */
    private static Optional<Path> deployed(ProcessHandle process) {
        List<String> arguments = process.info().arguments().map(Arrays::asList).orElse(List.of());
        int option = arguments.indexOf("--deploy");
        return option < 0 ? Optional.empty() : Optional.of(Path.of(arguments.get(option + 1)));
    }

    boolean serves(Archive<?> wanted) {
        return process.isAlive() && archive.getName().equals(wanted.getName());
    }

    boolean deployedNothing() {
        return context().getServlets().isEmpty();
    }

    @Override
    public int port() {
        return context().getPort();
    }

    private HTTPContext context() {
        return metaData.getContexts(HTTPContext.class).iterator().next();
    }

    @Override
    public void end() {
        Optional<Path> file = deployed(process);
        try {
            payara.undeploy(archive);
            process.onExit().orTimeout(LONGEST_END_SECONDS, TimeUnit.SECONDS).join();
        } catch (DeploymentException e) {
            throw new IllegalStateException("The server could not be ended", e);
        } finally {
            process.destroyForcibly();
            file.ifPresent(deployed -> delete(deployed.resolve("../..").normalize()));
        }
    }

    /** The adapter leaves its copy of every archive behind. */
    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
