package io.waybill;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.waybill.boot.Systems;
import io.waybill.merlin.MerlinSystem;
import io.waybill.system.WaybillSystem;
import io.waybill.timetable.NamesMerlin;
import io.waybill.timetable.TimetableSystem;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** Dependencies point one way as docs/architecture.md says. */
@AnalyzeClasses(packages = "io.waybill", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final List<WaybillSystem> ALL = Systems.installed().all();

    /** The packages of the systems. */
    private static final String[] SYSTEMS =
            ALL.stream().map(ArchitectureTest::packages).toArray(String[]::new);

    /** From top to bottom: a room may use the rooms below it. */
    @ArchTest
    static final ArchRule roomsDependOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("Program")
            .definedBy("io.waybill", "io.waybill.cli..", "io.waybill.boot..", "io.waybill.doctor..")
            .layer("Desk")
            .definedBy("io.waybill.desk..")
            .layer("Systems")
            .definedBy(SYSTEMS)
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
            slices().assignedFrom(new SystemSlices()).should().notDependOnEachOther();

    /** Systems are listed before it is known where the settings of the log are; whoever asks for a logger then gets one without them. */
    @ArchTest
    static final ArchRule aSystemKeepsNoLogger = noFields()
            .that()
            .areDeclaredInClassesThat()
            .implement(WaybillSystem.class)
            .should()
            .haveRawType(Logger.class);

    @Test
    void aClassOfASystemThatNamesAnotherSystemIsRefused() {
        EvaluationResult result = noSystemNamesAnother.evaluate(
                new ClassFileImporter().importClasses(NamesMerlin.class, MerlinSystem.class, TimetableSystem.class));
        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().toString()).contains("NamesMerlin");
    }

    /** Each system with everything in its package is a slice. */
    private static final class SystemSlices implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return ALL.stream()
                    .filter(system -> PackageMatcher.of(packages(system)).matches(javaClass.getPackageName()))
                    .findFirst()
                    .map(system -> SliceIdentifier.of(system.name()))
                    .orElse(SliceIdentifier.ignore());
        }

        @Override
        public String getDescription() {
            return "systems";
        }
    }

    private static String packages(WaybillSystem system) {
        return system.getClass().getPackageName() + "..";
    }

    @ArchTest
    static void aNameIsThatOfOneClass(JavaClasses all) {
        assertThat(all.stream()
                        .filter(each ->
                                each.isTopLevelClass() && !each.getSimpleName().equals("package-info"))
                        .collect(Collectors.groupingBy(
                                JavaClass::getSimpleName,
                                Collectors.mapping(JavaClass::getPackageName, Collectors.toList())))
                        .entrySet())
                .filteredOn(name -> name.getValue().size() > 1)
                .as("one word, two meanings: rename what it is not the usual word for")
                .isEmpty();
    }

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
            classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Support)$");
}
