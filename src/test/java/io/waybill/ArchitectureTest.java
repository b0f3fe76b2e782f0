package io.waybill;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point one way (design, section 4). */
@AnalyzeClasses(packages = "io.waybill", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesDependOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("Command line")
            .definedBy("io.waybill", "io.waybill.cli..")
            .layer("Systems")
            .definedBy("io.waybill.timetable..")
            .layer("Delivery")
            .definedBy("io.waybill.delivery..")
            .layer("Match")
            .definedBy("io.waybill.match..")
            .layer("Reject")
            .definedBy("io.waybill.reject..")
            .layer("Intake")
            .definedBy("io.waybill.intake..")
            .layer("Format")
            .definedBy("io.waybill.format..")
            .layer("Database")
            .definedBy("io.waybill.database..")
            .whereLayer("Command line")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("Systems")
            .mayOnlyBeAccessedByLayers("Command line")
            .whereLayer("Delivery")
            .mayOnlyBeAccessedByLayers("Command line", "Systems")
            .whereLayer("Match")
            .mayOnlyBeAccessedByLayers("Command line", "Systems", "Delivery", "Reject")
            .whereLayer("Reject")
            .mayOnlyBeAccessedByLayers("Command line", "Systems", "Delivery")
            .whereLayer("Intake")
            .mayOnlyBeAccessedByLayers("Command line", "Systems", "Delivery", "Match", "Reject")
            .whereLayer("Database")
            .mayOnlyBeAccessedByLayers("Command line", "Systems", "Delivery", "Match", "Reject", "Intake");

    @ArchTest
    static final ArchRule formatsKnowNoDatabase = noClasses()
            .that()
            .resideInAPackage("io.waybill.format..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.waybill.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAClassIsFor =
            classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager)$");
}
