package io.seedcore.pool.monitoring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "io.seedcore.pool.monitoring", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String OURS = "io.seedcore.pool.monitoring";

    @ArchTest
    static final ArchRule pools_are_seen_through_the_public_packages_of_pool_core = classes()
            .should()
            .onlyAccessClassesThat()
            .resideInAnyPackage(
                    "io.seedcore.pool",
                    "io.seedcore.pool.activity",
                    "io.seedcore.pool.atomic",
                    "io.seedcore.pool.atomic.protocol",
                    "io.seedcore.pool.config",
                    "io.seedcore.pool.event",
                    "io.seedcore.pool.sizing",
                    "io.seedcore.pool.spi",
                    OURS + "..",
                    "java..",
                    "jakarta..",
                    "org.eclipse.microprofile..",
                    "io.prometheus..",
                    "org.apache.commons.statistics..",
                    "org.slf4j..");

    @ArchTest
    static final ArchRule microprofile_metrics_is_named_in_one_package_only = noClasses()
            .that()
            .resideOutsideOfPackage(OURS + ".microprofile.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile.metrics..");

    @ArchTest
    static final ArchRule microprofile_health_is_named_in_one_package_only = noClasses()
            .that()
            .resideOutsideOfPackage(OURS + ".microprofile.health..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile.health..");

    @ArchTest
    static final ArchRule anomalies_are_found_without_a_clock_or_a_thread_of_their_own = noClasses()
            .that()
            .resideInAPackage(OURS + ".anomaly..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule what_measures_knows_no_server = noClasses()
            .that()
            .resideInAnyPackage(OURS + ".health..", OURS + ".metrics..", OURS + ".advice..", OURS + ".anomaly..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule packages_form_no_circle =
            slices().matching(OURS + ".(**)").should().beFreeOfCycles();
}
