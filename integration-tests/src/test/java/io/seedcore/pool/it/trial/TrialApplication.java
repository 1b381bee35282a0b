package io.seedcore.pool.it.trial;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseException;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.it.server.BuildDirectory;
import io.seedcore.pool.it.trial.orders.Purchase;
import io.seedcore.pool.it.trial.own.Ticket;
import io.seedcore.pool.it.trial.own.Tickets;
import io.seedcore.pool.it.trial.shelf.Book;
import java.io.File;
import java.net.URISyntaxException;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Has the trial application deployed; its tests run inside it. */
@ArquillianTest
abstract class TrialApplication {

    /** A unit that is none of ours. */
    private static final String OWN_UNIT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="%s" transaction-type="JTA">
                <provider>org.eclipse.persistence.jpa.PersistenceProvider</provider>
                <jta-data-source>java:comp/DefaultDataSource</jta-data-source>
                <class>%s</class>
                <exclude-unlisted-classes>true</exclude-unlisted-classes>
                <properties>
                  <property name="jakarta.persistence.schema-generation.database.action" value="drop-and-create"/>
                </properties>
              </persistence-unit>
            </persistence>
            """.formatted(Tickets.UNIT, Ticket.class.getName());

    /** No XML for us but the empty beans.xml; settings of the application's own come with it. */
    @Deployment
    static WebArchive trial() {
        WebArchive trial = ShrinkWrap.create(WebArchive.class, "trial.war")
                .addPackage(TrialApplication.class.getPackage())
                .addPackage(Purchase.class.getPackage())
                .addPackage(Ticket.class.getPackage())
                .addPackage(FaultProxy.class.getPackage())
                .addClasses(DevDatabase.class, DevDatabaseException.class, DevDatabaseKind.class)
                .addAsResource(new StringAsset(OWN_UNIT), "META-INF/persistence.xml")
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "shelf.jar").addPackage(Book.class.getPackage()))
                .addAsLibrary(jarOf(Assertions.class))
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsResource(
                        new StringAsset("postgres.schema.action=create\nmysql.schema.action=create\n"),
                        "META-INF/microprofile-config.properties");
        libraries().forEach((path, library) -> trial.add(library.getAsset(), path));
        return trial;
    }

    /** Ours and what they need, as they are in the product. */
    private static Map<ArchivePath, Node> libraries() {
        return BuildDirectory.applicationArchive().getContent(Filters.include("/WEB-INF/lib/.*\\.jar"));
    }

    private static File jarOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
