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
            .layer("Desk")
            .definedBy("io.waybill.desk..")
            .layer("Boot")
            .definedBy("io.waybill.boot..")
            .layer("Systems")
            .definedBy("io.waybill.timetable..", "io.waybill.merlin..")
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
            .whereLayer("Boot")
            .mayOnlyBeAccessedByLayers("Command line")
            .whereLayer("Desk")
            .mayOnlyBeAccessedByLayers("Command line", "Boot")
            .whereLayer("Systems")
            .mayOnlyBeAccessedByLayers("Command line", "Boot")
            .whereLayer("Delivery")
            .mayOnlyBeAccessedByLayers("Command line", "Boot", "Desk", "Systems")
            .whereLayer("Match")
            .mayOnlyBeAccessedByLayers("Command line", "Boot", "Desk", "Systems", "Delivery", "Reject")
            .whereLayer("Reject")
            .mayOnlyBeAccessedByLayers("Command line", "Boot", "Desk", "Systems", "Delivery")
            .whereLayer("Intake")
            .mayOnlyBeAccessedByLayers("Command line", "Boot", "Desk", "Systems", "Delivery", "Match", "Reject")
            .whereLayer("Database")
            .mayOnlyBeAccessedByLayers(
                    "Command line", "Boot", "Desk", "Systems", "Delivery", "Match", "Reject", "Intake");

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
    static final ArchRule partsOfTimetableDependOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("Words")
            .definedBy("io.waybill.timetable")
            .layer("Dump")
            .definedBy("io.waybill.timetable.dump..")
            .layer("Permission")
            .definedBy("io.waybill.timetable.permission..")
            .layer("Legacy")
            .definedBy("io.waybill.timetable.legacy..")
            .layer("Feed")
            .definedBy("io.waybill.timetable.feed..")
            .layer("Refresh")
            .definedBy("io.waybill.timetable.refresh..")
            .layer("Command")
            .definedBy("io.waybill.timetable.command..")
            .layer("Demo")
            .definedBy("io.waybill.timetable.demo..")
            .whereLayer("Dump")
            .mayOnlyBeAccessedByLayers("Permission", "Feed", "Command")
            .whereLayer("Permission")
            .mayOnlyBeAccessedByLayers("Legacy", "Feed", "Command")
            .whereLayer("Legacy")
            .mayOnlyBeAccessedByLayers("Command")
            .whereLayer("Feed")
            .mayOnlyBeAccessedByLayers("Demo")
            .whereLayer("Refresh")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("Command")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("Demo")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("Words")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule partsOfMerlinDependOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("Value")
            .definedBy("io.waybill.merlin.value..")
            .layer("Text")
            .definedBy("io.waybill.merlin.text..")
            .layer("Words")
            .definedBy("io.waybill.merlin")
            .layer("Recognise")
            .definedBy("io.waybill.merlin.recognise..")
            .layer("Row")
            .definedBy("io.waybill.merlin.row..")
            .layer("History")
            .definedBy("io.waybill.merlin.history..")
            .layer("Demo")
            .definedBy("io.waybill.merlin.demo..")
            .layer("Feed")
            .definedBy("io.waybill.merlin.feed..")
            .whereLayer("Value")
            .mayNotAccessAnyLayer()
            .whereLayer("Text")
            .mayOnlyAccessLayers("Value")
            .whereLayer("Words")
            .mayOnlyAccessLayers("Value", "Text")
            .whereLayer("Recognise")
            .mayOnlyAccessLayers("Value", "Words")
            .whereLayer("Row")
            .mayOnlyAccessLayers("Value", "Text", "Words", "Recognise")
            .whereLayer("History")
            .mayOnlyAccessLayers("Value", "Text", "Words", "Row")
            .whereLayer("Demo")
            .mayOnlyAccessLayers("Value", "Words")
            .whereLayer("Feed")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule namesSayWhatAClassIsFor =
            classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Support)$");
}
