package io.seedcore.pool;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The map of pool-core: plain Java, HikariCP in one place, settings and events below everything. */
@AnalyzeClasses(packages = "io.seedcore.pool", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNothingOfServersOrGraphs = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..", "org.neo4j..", "org.hibernate..")
            .because("pool-core is the pool for plain Java");

    @ArchTest
    static final ArchRule knowsHikariInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("io.seedcore.pool.internal")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.zaxxer..")
            .because("what is behind ConnectionPool may change");

    @ArchTest
    static final ArchRule nobodyDependsOnInternals = noClasses()
            .that()
            .resideOutsideOfPackage("io.seedcore.pool.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.seedcore.pool.internal..")
            .because("it is found by ServiceLoader");

    @ArchTest
    static final ArchRule settingsAndEventsAreBelow = noClasses()
            .that()
            .resideInAnyPackage("io.seedcore.pool.config", "io.seedcore.pool.event")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.seedcore.pool.spi", "io.seedcore.pool.internal..")
            .because("data flows one way");

    /** Whoever sets the clock of a machine must not make connections old, time-outs pass, or a circuit open. */
    @ArchTest
    static final ArchRule timesByTheMonotonicClock = noClasses()
            .that()
            .resideOutsideOfPackage("io.seedcore.pool.dev..")
            .and()
            .doNotHaveSimpleName("RecoveryScan")
            .and()
            .doNotHaveSimpleName("ErrorLog")
            .and()
            .doNotHaveSimpleName("SlowestQueries")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .because("a clock that is set decides nothing; those left out show people when something was");

    @ArchTest
    static final ArchRule noCyclesBelowTheRoot =
            slices().matching("io.seedcore.pool.(*)..").should().beFreeOfCycles();
}
