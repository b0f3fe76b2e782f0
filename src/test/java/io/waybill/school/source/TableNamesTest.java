package io.waybill.school.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.format.BrokenFileException;
import io.waybill.model.Notice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableNamesTest {
    private static final TableNames NAMES = new TableNames("Example", List.of("pupil", "staffCovers"));

    @Test
    void tablesAreFoundInWhateverCaseAndFolder() {
        List<String> files = List.of("export/PUPIL.CSV", "export/staffcovers.csv");

        assertThat(NAMES.file("pupil", files)).isEqualTo("export/PUPIL.CSV");
        assertThat(NAMES.file("staffCovers", files)).isEqualTo("export/staffcovers.csv");
        assertThat(NAMES.file("pupil", List.of("staff.csv"))).isNull();
        assertThatCode(() -> NAMES.requireOne(files)).doesNotThrowAnyException();
        assertThat(notices(files)).isEmpty();
    }

    @Test
    void filesAmongWhichNoTableIsAreRefused() {
        assertThatThrownBy(() -> NAMES.requireOne(List.of("pupils.csv")))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining(
                        "pupils.csv: found none of the tables of Example, expected CSV files of the names pupil, staffCovers")
                .hasMessageContaining("Is it pupil.csv?");
        assertThatThrownBy(() -> NAMES.requireOne(List.of("a.csv", "b.csv")))
                .hasMessageContaining("a.csv: found none of the tables of Example, nor in the 1 other files");
    }

    @Test
    void otherFilesAreToldWithTheTableThatTheyMayBe() {
        assertThat(notices(List.of("pupil.csv", "x/staffcover.csv", "planets.csv")))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.sentence())
                            .isEqualTo(
                                    "Left out x/staffcover.csv (is it staffCovers.csv?), planets.csv: none of the tables that are"
                                            + " read of Example.");
                    assertThat(notice.count()).isEqualTo(2);
                });
    }

    @Test
    void aTableThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> notices(List.of("monday/pupil.csv", "tuesday/Pupil.csv")))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining(
                        "tuesday/Pupil.csv: found the same table as in monday/pupil.csv, expected each table once");
    }

    private static List<Notice> notices(List<String> files) {
        List<Notice> notices = new ArrayList<>();
        NAMES.check(files, notices::add);
        return notices;
    }
}
