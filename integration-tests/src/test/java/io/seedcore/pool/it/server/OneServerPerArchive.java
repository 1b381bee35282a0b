package io.seedcore.pool.it.server;

import fish.payara.arquillian.container.payara.managed.PayaraMicroContainerConfiguration;
import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import io.seedcore.pool.dev.run.ServerPort;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.descriptor.api.Descriptor;
import org.jspecify.annotations.Nullable;

/**
 * Payara Micro as Arquillian starts it, but kept running for the next test class with an archive of the same name:
 * starting it takes longer than most classes do.
 */
public final class OneServerPerArchive implements DeployableContainer<PayaraMicroContainerConfiguration> {

    private final PayaraMicroDeployableContainer payara = new PayaraMicroDeployableContainer();
    private @Nullable PayaraMicroContainerConfiguration configuration;
    private @Nullable ArchiveServer running;
    private String jvmOptions = "";
    private String serverOptions = "";

    @Override
    public Class<PayaraMicroContainerConfiguration> getConfigurationClass() {
        return PayaraMicroContainerConfiguration.class;
    }

    @Override
    public void setup(PayaraMicroContainerConfiguration configuration) {
        this.configuration = configuration;
        jvmOptions = configuration.getCmdOptions();
        serverOptions = configuration.getExtraMicroOptions();
        payara.setup(configuration);
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return payara.getDefaultProtocol();
    }

    @Override
    public void start() {
        // The server starts with the archive.
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        ArchiveServer kept = running;
        if (kept != null && CurrentServer.is(kept) && kept.serves(archive)) {
            return kept.metaData();
        }
        ArchiveServer started = CurrentServer.replace(() -> ArchiveServer.start(payara, archive, this::configure));
        running = started;
        if (started.deployedNothing()) {
            throw new DeploymentException(archive.getName() + " was not deployed; the reason is in the server's log");
        }
        return started.metaData();
    }

    private void configure() {
        PayaraMicroContainerConfiguration settings = configuration;
        if (settings == null) {
            throw new IllegalStateException("Arquillian has not called setup");
        }
        String properties = ServerSettings.properties().entrySet().stream()
                .map(property ->
                        "-D" + property.getKey() + "=" + property.getValue().replace(" ", "\\ "))
                .collect(Collectors.joining(" "));
        settings.setCmdOptions(jvmOptions + " -Djava.io.tmpdir=" + BuildDirectory.temporary() + " " + properties);
        settings.setExtraMicroOptions(serverOptions + " " + String.join(" ", ServerPort.options()));
    }

    @Override
    public void undeploy(Archive<?> archive) {
        // Kept for the next class.
    }

    @Override
    public void stop() {
        CurrentServer.end();
    }

    @Deprecated
    @Override
    public void deploy(Descriptor descriptor) {
        throw new UnsupportedOperationException();
    }

    @Deprecated
    @Override
    public void undeploy(Descriptor descriptor) {
        throw new UnsupportedOperationException();
    }
}
