package io.waybill.lino;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at before anything is started. */
class LinoSystemTest {
    @TempDir
    private Path folder;

    @Test
    void wrongStepsOfMigrationKeepWaybillFromStarting() throws IOException {
        TestHome home = TestHome.ofProject(folder.resolve("home"));
        assertThatCode(() -> new LinoSystem().check(home.settings())).doesNotThrowAnyException();
        Path steps = home.settings().config().resolve("lino/migrations");
        Files.writeString(steps.resolve("one.yaml"), """
                application: shelf
                from: 1
                to: 2
                rules:
                  - change-table: {table: shelf_book, set: {title: "upper(title"}}
                  - skip-rows: {table: shelf_book, where: "pages >"}
                """);
        Files.writeString(steps.resolve("two.yaml"), """
                application: shelf
                from: 2
                to: 3
                rules:
                  - change-tabel: {table: shelf_book}
                """);

        assertThatThrownBy(() -> new LinoSystem().check(home.settings()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("one.yaml, line 5, column", "one.yaml, line 6, column", "two.yaml", "line 5")
                .hasMessageContaining("change-tabel");
    }
}
