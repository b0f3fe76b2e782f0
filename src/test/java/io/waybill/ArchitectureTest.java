package io.waybill;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point one way as docs/architecture.md says. */
@AnalyzeClasses(packages = "io.waybill", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** From top to bottom: a room may use what stands below it. */
    @ArchTest
    static final ArchRule roomsDependOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("Program")
            .definedBy("io.waybill", "io.waybill.cli..", "io.waybill.boot..")
            .layer("Desk")
            .definedBy("io.waybill.desk..")
            .layer("Systems")
            .definedBy("io.waybill.timetable..", "io.waybill.merlin..")
            .layer("System")
            .definedBy("io.waybill.system..")
            .layer("Delivery")
            .definedBy("io.waybill.delivery..")
            .layer("Way")
            .definedBy("io.waybill.intake..", "io.waybill.reject..", "io.waybill.match..", "io.waybill.refresh..")
            .layer("Ledger")
            .definedBy("io.waybill.ledger..", "io.waybill.report..", "io.waybill.folder..")
            .layer("Ground")
            .definedBy("io.waybill.model..", "io.waybill.settings..", "io.waybill.format..", "io.waybill.database..")
            .whereLayer("Program")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("Desk")
            .mayOnlyBeAccessedByLayers("Program")
            .whereLayer("Systems")
            .mayOnlyBeAccessedByLayers("Program")
            .whereLayer("System")
            .mayOnlyBeAccessedByLayers("Program", "Desk", "Systems")
            .whereLayer("Delivery")
            .mayOnlyBeAccessedByLayers("Program", "Desk", "Systems", "System")
            .whereLayer("Way")
            .mayOnlyBeAccessedByLayers("Program", "Desk", "Systems", "System", "Delivery")
            .whereLayer("Ledger")
            .mayOnlyBeAccessedByLayers("Program", "Desk", "Systems", "System", "Delivery", "Way")
            .whereLayer("Ground")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule noSystemNamesAnother =
            slices().matching("io.waybill.(timetable|merlin)..").should().notDependOnEachOther();

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
            .layer("Live")
            .definedBy("io.waybill.timetable.live..")
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
            .whereLayer("Live")
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
            .definedBy("io.waybill.merlin", "io.waybill.merlin.config..")
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
