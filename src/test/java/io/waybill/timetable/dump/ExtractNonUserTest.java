package io.waybill.timetable.dump;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.django.DumpFile;
import io.waybill.model.Notice;
import io.waybill.timetable.TestDump;
import io.waybill.timetable.TimetableModel;
import io.waybill.timetable.TimetableModels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractNonUserTest {
    private NonUserReport report;

    private List<String> extract(DumpFile dump, DanglingReferences policy) throws IOException {
        try (dump) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            report = new ExtractNonUser(TimetableModels.standard()).run(dump, out, policy);
            return TestDump.written(out.toString(UTF_8));
        }
    }

    private BrokenFileException refused(DumpFile dump, DanglingReferences policy) {
        return catchThrowableOfType(BrokenFileException.class, () -> extract(dump, policy));
    }

    private static TestDump sound() {
        return new TestDump()
                .thing(1, null, "tripos", "")
                .thing(2, 1, "tripos/asnc", "tripos")
                .thing(3, 2, "tripos/asnc/I", "part")
                .thing(4, 3, "tripos/asnc/I/oe", "module")
                .thing(5, null, "user", "undefined")
                .thing(6, 5, "user/ab1", "user")
                .series(1, null)
                .event(1, 1, null)
                .event(2, 1, 2)
                .seriesTag(1, 4, 1);
    }

    @Test
    void whatIsOfUsersIsLeftOutAndNothingElse() throws IOException {
        TestDump dump = sound();
        List<String> kept = List.copyOf(dump.records().stream()
                .filter(record -> !record.contains("user/"))
                .toList());
        dump.seriesTag(2, 6, 1)
                .eventTag(1, 6, 1)
                .tag(1, 6, 3, "admin")
                .tag(2, 6, 3, "favourite")
                .tag(3, 3, 6, "link")
                .tag(4, 4, 3, "admin")
                .lock(1, 3, 6);

        assertThat(extract(dump.file(), DanglingReferences.REFUSE)).isEqualTo(kept);
        assertThat(report.counts().get("timetables.thing").filteredBy()).containsEntry(Verdict.Reason.USER, 1L);
        assertThat(report.counts().get("timetables.thingtag").filteredBy())
                .containsEntry(Verdict.Reason.GRANT, 2L)
                .containsEntry(Verdict.Reason.OF_A_USER, 2L);
        assertThat(report.counts().values()).allMatch(c -> c.read() == c.kept() + c.filtered() + c.rejected());
        assertThat(report.read()).isEqualTo(dump.records().size());
        assertThat(report.notices()).isEmpty();
    }

    @Test
    void whatStandsBelowAUserIsOfTheUserWhateverItsPath() throws IOException {
        TestDump dump = new TestDump()
                .tag(1, 9, 9, "disabled")
                .thing(9, 8, "odd/deep", "module")
                .thing(8, 6, "odd", "module")
                .thing(6, 5, "user/ab1", "user")
                .thing(5, null, "user", "");

        assertThat(extract(dump.file(), DanglingReferences.REFUSE)).hasSize(1);
        assertThat(report.rejects().isEmpty()).isTrue();
    }

    @Test
    void onlyTheWholePrefixMakesAUser() throws IOException {
        TestDump dump = new TestDump()
                .thing(1, null, "users/x", "")
                .thing(2, null, "User/x", "")
                .thing(3, null, "/user/x", "")
                .thing(4, null, "tripos/user/x", "")
                .thing(5, null, "userx", "")
                .thing(6, null, "us\\u0065r/x", "");

        assertThat(extract(dump.file(), DanglingReferences.REFUSE)).hasSize(5);
    }

    @Test
    void stringKeysAndNumbersAreTheSameKeys() throws IOException {
        TestDump dump = new TestDump()
                .thing("\"5\"", null, "user", "")
                .thing("\"6\"", 5, "user/x", "user")
                .thing(1, null, "tripos", "")
                .series("\"1\"", null)
                .seriesTag(1, "\"1\"", 1)
                .seriesTag(2, 6, "\"1\"");

        assertThat(extract(dump.file(), DanglingReferences.REFUSE)).hasSize(4);
    }

    @Test
    void foreignModelsNeverLeaveLive() throws IOException {
        TestDump dump = sound().record("auth.user", 1, "\"password\": \"secret\"");

        assertThat(String.join("", extract(dump.file(), DanglingReferences.REFUSE)))
                .doesNotContain("secret");
        assertThat(report.notices()).extracting(Notice::rule).containsExactly("foreign-model");
        assertThat(report.notices().get(0).sentence()).contains("auth.user");
    }

    @Test
    void seriesOfUsersOnlyAreCarriedAndCounted() throws IOException {
        TestDump dump = sound().series(2, null).seriesTag(2, 6, 2);

        assertThat(extract(dump.file(), DanglingReferences.REFUSE)).hasSize(10);
        assertThat(report.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.rule()).isEqualTo("series-of-users-only");
            assertThat(notice.count()).isEqualTo(1);
        });
    }

    @Test
    void whatDanglesIsLeftOutWithAllThatDependOnItWhenAskedTo() throws IOException {
        TestDump dump = sound();
        int good = extract(dump.file(), DanglingReferences.REFUSE).size();
        dump.thing(20, 99, "lost", "tripos")
                .thing(21, 20, "lost/I", "part")
                .seriesTag(20, 21, 1)
                .series(20, 98)
                .event(20, 20, null)
                .event(21, null, 20)
                .event(22, 97, null)
                .event(23, null, 22)
                .eventTag(20, 4, 21)
                .eventTag(21, 4, 96)
                .eventTag(22, 6, 95)
                .tag(20, 3, 21, "link")
                .seriesTag(21, null, 1)
                .seriesTag(22, "\"x\"", 1)
                .event(24, "\"x\"", null)
                .event(25, 1, 24);

        assertThat(extract(dump.file(), DanglingReferences.LEAVE_OUT)).hasSize(good);
        assertThat(report.rejects().total()).isEqualTo(15);
        assertThat(report.rejects().kept())
                .extracting(Fault::record)
                .contains("timetables.thing 20", "timetables.event 21", "timetables.eventtag 20")
                .doesNotContain("timetables.eventtag 22");
        assertThat(report.rejects().kept())
                .extracting(Fault::rule)
                .contains("dangling-reference", "depends-on-rejected", "reference-missing", "reference-not-a-key");

        BrokenFileException refused = refused(dump.file(), DanglingReferences.REFUSE);
        // Only what is to be mended: without those that merely depend on it.
        assertThat(refused.total()).isEqualTo(7);
        assertThat(refused.faults().get(0).sentence())
                .contains("live.dump, line 1, column", "timetables.thing 20", "field parent", "99");
    }

    @Test
    void aCircleOfMastersDoesNoHarm() throws IOException {
        TestDump dump = new TestDump().event(1, null, 2).event(2, null, 3).event(3, null, 1);

        assertThat(extract(dump.file(), DanglingReferences.REFUSE)).hasSize(3);
    }

    @Test
    void aLongChainFromADanglingMasterIsFollowedInOneGo() throws IOException {
        TestDump dump = new TestDump();
        for (int key = 1; key <= 50_000; key++) {
            dump.event(key, null, key + 1);
        }

        assertThat(extract(dump.file(), DanglingReferences.LEAVE_OUT)).isEmpty();
        assertThat(report.rejects().total()).isEqualTo(50_000);
    }

    @Test
    void aKeyTwiceRefusesTheWholeFileWithAllItsOtherFaults() {
        TestDump dump = sound().event(1, 1, null)
                .thing("\"4\"", null, "x", "")
                .event("\"abc\"", 1, null)
                .event(4_000_000_000L, 1, null)
                .record("timetables.thing", 30, "\"fullpath\": null")
                .event(9, 99, null);

        for (DanglingReferences policy : DanglingReferences.values()) {
            BrokenFileException refused =
                    catchThrowableOfType(BrokenFileException.class, () -> extract(dump.file(), policy));
            assertThat(refused.faults())
                    .extracting(Fault::rule)
                    .startsWith(
                            "duplicate-key",
                            "duplicate-key",
                            "key-not-an-integer",
                            "key-not-an-integer",
                            "fullpath-not-text");
            assertThat(refused.total()).isEqualTo(policy == DanglingReferences.REFUSE ? 6 : 5);
        }
    }

    @Test
    void theIndexKnowsTheHighestKeys() throws IOException {
        try (DumpFile dump = sound().file()) {
            DumpIndex index = DumpIndex.build(dump, TimetableModels.standard());

            assertThat(index.highest(TimetableModel.THING)).isEqualTo(6);
            assertThat(index.highest(TimetableModel.THING_TAG)).isZero();
            assertThat(index.count(TimetableModel.EVENT)).isEqualTo(2);
            assertThat(index.records()).isEqualTo(10);
        }
    }

    @Test
    void anEmptyDumpGivesAnEmptyOne() throws IOException {
        assertThat(extract(TestDump.file("[]"), DanglingReferences.REFUSE)).isEmpty();
    }
}
