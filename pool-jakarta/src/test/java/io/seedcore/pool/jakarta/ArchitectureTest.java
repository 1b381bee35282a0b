package io.seedcore.pool.jakarta;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.seedcore.pool.jakarta", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule other_modules_are_used_through_their_public_packages = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.seedcore.pool.internal..", "io.seedcore.pool.neo4j.internal..");

    @ArchTest
    static final ArchRule graph_types_stay_in_their_package = noClasses()
            .that()
            .resideOutsideOfPackage("..internal.graph..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.neo4j..", "io.seedcore.pool.neo4j..");

    @ArchTest
    static final ArchRule hibernate_stays_in_its_package = noClasses()
            .that()
            .resideOutsideOfPackage("..internal.persistence..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.hibernate..");

    @ArchTest
    static final ArchRule microprofile_stays_in_one_class = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("MicroProfile")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule drivers_are_not_known = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.postgresql..", "com.mysql..", "org.mariadb..");

    @ArchTest
    static final ArchRule the_public_package_knows_nothing_of_the_inside = noClasses()
            .that()
            .resideInAPackage("io.seedcore.pool.jakarta")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..internal..");

    @ArchTest
    static final ArchRule packages_have_no_cycles = slices().matching("io.seedcore.pool.jakarta.internal.(*)..")
            .should()
            .beFreeOfCycles();
}
