package io.waybill.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaybillTextTest {
    @Test
    void aPageShowsEverythingTheLedgerKnows() {
        assertThat(new WaybillText(SampleWaybill.LONDON).page(SampleWaybill.page()))
                .isEqualTo("""
                Waybill 12: held (preview: nothing was changed)
                  feed          timetable/live
                  file          live.dump (1,234 bytes)
                  sha256        abababababababababababababababababababababababababababababababab
                  claimed       2026-03-29 00:59:59 by waybill, Waybill 1.2.3
                  finished      2026-03-29 03:01:39
                  attempts      2
                  options       again=true, preview=true, force-update=true
                  same bytes as waybill 7
                  undoes        waybill 8
                  requested by  ann
                  undone by     waybill 9

                A guard holds it. Ünïcode.

                Steps
                  claimed    2026-03-29 00:59:59
                  tried      2026-03-29 02:00:00
                  held       2026-03-29 02:00:01

                Records of the drop, as planned: nothing was changed
                                  read  inserted  updated  retired  deleted  unchanged  filtered  rejected  removed
                  letters.letter    10         1        2        0        1          3         1         2        4

                Plan 06c1653a2fea476a
                           rows before  inserts  updates  retirements  deletes  unchanged
                  letters          100        1        2            0        5          3

                Guards
                  tripped  deletes: 5 of 100 rows would be deleted.

                Review
                  declined by bob, 2026-03-29 02:00:59: too many

                The target before and after
                  before: users 3
                  after: users 1,234

                Notices
                  duplicate (2): Two rows are alike.

                Rejects
                  user, unknown-team: 2 open

                Checks
                  failed   no-orphans: A letter has no author. 2 rows: letter 1; letter 2

                Backup taken before the change
                  12-live, 100 rows, 99 bytes, deleted 2026-03-29 04:13:19

                Files
                  original  archive/2026/03/29/12/live.dump (1,234 bytes)
                """);
    }

    @Test
    void theStateStandsOutWhereThatIsWanted() {
        Emphasis emphasis = (state, text) -> "<" + text + ">";
        assertThat(new WaybillText(SampleWaybill.LONDON, emphasis).page(SampleWaybill.page()))
                .startsWith("Waybill 12: <held> (preview: nothing was changed)\n");
    }
}
