package io.seedcore.pool.neo4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The map of pool-neo4j: over pool-core's public packages, without a server, the driver's inside in one place. */
@AnalyzeClasses(packages = "io.seedcore.pool.neo4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsOnlyWhatPoolCoreShows = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.seedcore.pool.internal..", "com.zaxxer..")
            .because("internal packages are closed to other modules");

    @ArchTest
    static final ArchRule knowsNoServer = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "javax.enterprise..", "javax.transaction..", "org.eclipse.microprofile..")
            .because("pool-neo4j is a library for plain Java");

    @ArchTest
    static final ArchRule nobodyDependsOnInternals = noClasses()
            .that()
            .resideOutsideOfPackage("io.seedcore.pool.neo4j.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.seedcore.pool.neo4j.internal..")
            .because("it is found by ServiceLoader");

    @ArchTest
    static final ArchRule knowsTheDriversInsideInTwoClasses = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(DriverObserver|GuardedDriverFactory)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.neo4j.driver.internal..")
            .because("it may change with any release of the driver");
}
