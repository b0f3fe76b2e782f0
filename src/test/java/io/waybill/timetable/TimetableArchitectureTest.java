package io.waybill.timetable;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The parts of Timetable depend on each other in one direction. */
@AnalyzeClasses(packages = "io.waybill.timetable", importOptions = ImportOption.DoNotIncludeTests.class)
class TimetableArchitectureTest {
    @ArchTest
    static final ArchRule partsDependOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("System")
            .definedBy(JavaClass.Predicates.equivalentTo(TimetableSystem.class))
            .layer("Words")
            .definedBy(JavaClass.Predicates.resideInAPackage("io.waybill.timetable")
                    .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(TimetableSystem.class))))
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
            .mayOnlyBeAccessedByLayers("Permission", "Feed", "Command", "System")
            .whereLayer("Permission")
            .mayOnlyBeAccessedByLayers("Legacy", "Feed", "Command", "System")
            .whereLayer("Legacy")
            .mayOnlyBeAccessedByLayers("Command")
            .whereLayer("Feed")
            .mayOnlyBeAccessedByLayers("Demo", "System")
            .whereLayer("Live")
            .mayOnlyBeAccessedByLayers("System")
            .whereLayer("Command")
            .mayOnlyBeAccessedByLayers("System")
            .whereLayer("Demo")
            .mayOnlyBeAccessedByLayers("System")
            .whereLayer("System")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("Words")
            .mayNotAccessAnyLayer();
}
