package io.seedcore.pool.it.drill;

import io.seedcore.pool.dev.run.ServerPort;
import io.seedcore.pool.it.drill.server.ServerMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A member in Payara Micro, {@link ServerMember}, with the libraries of the product's WAR. Each has a folder for its files. */
final class PayaraProgram extends MemberProgram {
    private static final Path BUILT = Path.of("pool-war", "target");

    private final Path application;

    PayaraProgram() throws IOException {
        this.application = directory().resolve("member.war");
        WebArchive archive = ShrinkWrap.create(WebArchive.class, "member.war")
                .addPackage(ServerMember.class.getPackage())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
        ShrinkWrap.createFromZipFile(WebArchive.class, BUILT.resolve("ROOT.war").toFile())
                .getContent(Filters.include("/WEB-INF/lib/.*\\.jar"))
                .forEach((path, library) -> archive.add(library.getAsset(), path));
        archive.as(ZipExporter.class).exportTo(application.toFile());
    }

    @Override
    ProcessBuilder process(String databases) throws IOException {
        Path files = Files.createTempDirectory(directory(), "server");
        ProcessBuilder process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + files,
                        "-D" + ServerMember.DATABASES + "=" + databases,
                        "-jar",
                        BUILT.resolve("payara-micro.jar").toString(),
                        "--nohazelcast",
                        "--disablephonehome",
                        "--deploy",
                        application.toString(),
                        "--contextroot",
                        "/")
                .redirectError(files.resolve("log").toFile());
        process.command().addAll(ServerPort.options());
        return process;
    }
}
