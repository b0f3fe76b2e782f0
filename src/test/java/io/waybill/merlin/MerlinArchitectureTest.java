package io.waybill.merlin;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The parts of Merlin depend on each other in one direction. */
@AnalyzeClasses(packages = "io.waybill.merlin", importOptions = ImportOption.DoNotIncludeTests.class)
class MerlinArchitectureTest {
    @ArchTest
    static final ArchRule partsDependOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("Value")
            .definedBy("io.waybill.merlin.value..")
            .layer("Text")
            .definedBy("io.waybill.merlin.text..")
            .layer("System")
            .definedBy(JavaClass.Predicates.equivalentTo(MerlinSystem.class))
            .layer("Words")
            .definedBy(JavaClass.Predicates.resideInAnyPackage("io.waybill.merlin", "io.waybill.merlin.config..")
                    .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(MerlinSystem.class))))
            .layer("Recognise")
            .definedBy("io.waybill.merlin.recognise..")
            .layer("Row")
            .definedBy("io.waybill.merlin.row..")
            .layer("History")
            .definedBy("io.waybill.merlin.history..")
            .layer("Demo")
            .definedBy("io.waybill.merlin.demo..")
            .layer("Command")
            .definedBy("io.waybill.merlin.command..")
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
            .whereLayer("Command")
            .mayNotAccessAnyLayer()
            .whereLayer("Feed")
            .mayOnlyBeAccessedByLayers("System")
            .whereLayer("System")
            .mayNotBeAccessedByAnyLayer();
}
