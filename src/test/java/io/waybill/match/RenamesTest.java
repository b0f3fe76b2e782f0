package io.waybill.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.format.BrokenFileException;
import io.waybill.format.csv.CsvRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenamesTest {
    @Test
    void aWholeSubtreeGoesByItsNewPath() {
        Renames renames = Renames.of(Map.of("tripos/asnc", "tripos/asnac"));

        assertThat(renames.renamed("tripos/asnc")).contains("tripos/asnac");
        assertThat(renames.renamed("tripos/asnc/I/old-norse")).contains("tripos/asnac/I/old-norse");
    }

    @Test
    void onlyWholeNamesAreAPrefix() {
        assertThat(Renames.of(Map.of("tripos/asn", "x")).renamed("tripos/asnc/I"))
                .isEmpty();
        assertThat(Renames.NONE.renamed("tripos")).isEmpty();
        assertThat(Renames.of(Map.of("a", "b")).renamed("")).isEmpty();
    }

    @Test
    void theLongestPrefixCounts() {
        Renames renames = Renames.of(Map.of("tripos/nst", "tripos/ns", "tripos/nst/IA/chem", "tripos/chem"));

        assertThat(renames.renamed("tripos/nst/IA/chem/x")).contains("tripos/chem/x");
        assertThat(renames.renamed("tripos/nst/IB")).contains("tripos/ns/IB");
    }

    @Test
    void chainsAreFollowedToTheirEnd() {
        Renames renames = Renames.of(Map.of("a", "b", "b", "c/d", "c", "e"));

        assertThat(renames.renamed("a/x")).contains("e/d/x");
        assertThat(renames.renamed("b/x")).contains("e/d/x");
    }

    @Test
    void aSubtreeMayMoveBelowItself() {
        assertThat(Renames.of(Map.of("tripos/nst", "tripos/nst/old")).renamed("tripos/nst/IA"))
                .contains("tripos/nst/old/IA");
    }

    @Test
    void aCircleIsRefusedWithItsMembers() {
        assertThatThrownBy(() -> Renames.of(Map.of("a", "b", "b", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("circle")
                .hasMessageContaining(" → ");
        assertThatThrownBy(() -> Renames.of(Map.of("a", "a"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMappingFileIsReadWithOrWithoutItsHeader() {
        List<CsvRow> rows =
                List.of(new CsvRow(1, List.of("Old", "New")), new CsvRow(2, List.of("/tripos/a/", "tripos/b")));

        assertThat(Renames.of(rows, "renames.csv").renamed("tripos/a/x")).contains("tripos/b/x");
        assertThat(Renames.of(rows.subList(1, 2), "renames.csv").renamed("tripos/a"))
                .contains("tripos/b");
    }

    @Test
    void allFaultsOfAMappingFileAreToldWithTheirLines() {
        assertThatThrownBy(() -> Renames.of(
                        List.of(
                                new CsvRow(1, List.of("a", "b")),
                                new CsvRow(2, List.of("c")),
                                new CsvRow(5, List.of("a", "d"))),
                        "renames.csv"))
                .isInstanceOfSatisfying(
                        BrokenFileException.class,
                        e -> assertThat(e.faults())
                                .extracting(fault -> fault.rule() + fault.at().line())
                                .containsExactly("rename-incomplete2", "rename-twice5"));
    }
}
