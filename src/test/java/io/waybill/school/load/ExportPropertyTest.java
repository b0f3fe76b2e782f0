package io.waybill.school.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestFolders;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestServer;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.util.FileUtil;

/**
 * Nights with any changes in the export: each reaches in one run what further runs leave alone, each can be taken back to the last row and be done
 * again, and it makes no difference whether the export comes in one drop or table by table.
 */
class ExportPropertyTest {
    private static final String DATA = "data.xml";
    private static final String OCCURRENCES = "TblActivityManagerEventOccurrence.csv";
    private static final String COVERS = "TblCoverManagerCover.csv";
    private static final int NIGHTS = 3;

    private static Path folder;
    private static TestDatabase database;
    private static School school;

    @BeforeContainer
    static void waybillAtWork() throws IOException {
        folder = TestFolders.make("exports-");
        database = TestServer.shared().newDatabase();
        school = School.start(folder, database, ExportPropertyTest::withoutLimits);
    }

    @AfterContainer
    static void close() throws IOException {
        school.close();
        database.close();
        FileUtil.removeDir(folder.toFile());
    }

    static String withoutLimits(String mapping) {
        return School.shortYear(mapping).replaceAll("(?m)^(  [a-z]+:) \\d+ %$", "$1 100 %");
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    @Tag("thorough")
    void oneRunIsEnoughAndCanBeTakenBackAndDoneAgain(@ForAll Random random) throws IOException {
        school.empty();
        school.isams(SchoolSize.SMALL);
        List<String> nothing = school.contents();
        List<LedgerEntry> nights = new ArrayList<>();
        List<List<String>> before = new ArrayList<>();
        List<List<String>> after = new ArrayList<>();
        LocalDate day = InventedSchool.FIRST;
        for (int night = 0; night < NIGHTS; night++) {
            List<String> changes = new ArrayList<>();
            for (int n = random.nextInt(6); n > 0; n--) {
                changes.add(change(random, day));
            }
            before.add(school.contents());
            nights.add(followed(day, changes));
            after.add(school.said());
            List<String> versions = school.versions();
            LedgerEntry again = school.drop(day.toString());
            assertThat(again.state())
                    .as("%s: %s %s", day, changes, again.message())
                    .isIn(State.UNCHANGED, State.DELIVERED);
            assertThat(school.versions()).as("%s: %s", day, changes).isEqualTo(versions);
            day = day.plusDays(random.nextInt(14));
        }
        LedgerEntry last = nights.get(NIGHTS - 1);
        if (last.state() == State.DELIVERED) {
            undo(last);
            assertThat(school.contents()).isEqualTo(before.get(NIGHTS - 1));
            nights.set(NIGHTS - 1, school.drop(false, last.request().options()));
            assertThat(school.said()).isEqualTo(after.get(NIGHTS - 1));
        }
        for (int night = NIGHTS - 1; night >= 0; night--) {
            if (nights.get(night).state() == State.DELIVERED) {
                undo(nights.get(night));
            }
        }
        assertThat(school.contents()).isEqualTo(nothing);
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    @Tag("thorough")
    void tablesMayComeOneAfterTheOther(@ForAll Random random) throws IOException {
        school.empty();
        school.isams(SchoolSize.SMALL);
        List<String> changes = new ArrayList<>();
        for (int n = random.nextInt(6); n > 0; n--) {
            changes.add(change(random, InventedSchool.FIRST));
        }
        Map<String, byte[]> whole = school.files();
        followed(InventedSchool.FIRST, changes);
        List<String> atOnce = school.said();

        school.empty();
        Map<String, byte[]> some = new HashMap<>(whole);
        some.keySet().removeIf(name -> !name.equals(DATA));
        school.files(some);
        followed(InventedSchool.FIRST, changes);
        boolean coversFirst = random.nextBoolean();
        whole.forEach((name, bytes) -> {
            if (name.equals(COVERS) == coversFirst) {
                some.put(name, bytes);
            }
        });
        school.files(some);
        followed(InventedSchool.FIRST, changes);
        school.files(whole);
        followed(InventedSchool.FIRST, changes);
        assertThat(school.said()).as("%s", changes).isEqualTo(atOnce);
    }

    private static LedgerEntry followed(LocalDate day, List<String> changes) throws IOException {
        LedgerEntry page = school.drop(day.toString());
        assertThat(page.state()).as("%s: %s %s", day, changes, page.message()).isIn(State.DELIVERED, State.UNCHANGED);
        return page;
    }

    private static void undo(LedgerEntry page) {
        LedgerEntry undone = school.waybill().undone(page, false);
        assertThat(undone.state()).as(undone.message()).isEqualTo(State.DELIVERED);
    }

    /**
     * Changes something of the export.
     *
     * @return what, for messages
     */
    private static String change(Random random, LocalDate day) {
        int pupil = 1 + random.nextInt(28);
        int schedule = 1 + random.nextInt(490);
        return switch (random.nextInt(10)) {
            case 0 ->
                lines(
                        DATA,
                        "<Pupil Id=\"" + pupil + "\">.*\n|<SetList [^>]* PupilId=\"" + pupil + "\"/>\n",
                        line -> "");
            case 1 -> lines(DATA, "<Schedule Id=\"" + schedule + "\">.*\n", line -> "");
            case 2 ->
                lines(
                        DATA,
                        "<Schedule Id=\"" + schedule + "\">.*\n",
                        line -> line.replaceFirst("<Teacher>\\w+", "<Teacher>USER0000000" + (1 + random.nextInt(9))));
            case 3 ->
                lines(
                        DATA,
                        "<Schedule Id=\"" + schedule + "\">.*\n",
                        line -> line.replaceFirst("<RoomId>\\d+", "<RoomId>" + (1 + random.nextInt(110))));
            case 4 ->
                lines(DATA, "<SetList [^>]* PupilId=\"" + pupil + "\"/>\n", line -> random.nextInt(3) == 0 ? "" : line);
            case 5 ->
                lines(
                        DATA,
                        "<Pupil Id=\"" + pupil + "\">.*\n",
                        line -> line.replaceFirst("<Form>\\d+-\\d", "<Form>" + (7 + random.nextInt(7)) + "-1"));
            case 6 ->
                lines(
                        OCCURRENCES,
                        "(?m)^\\d+,\\d+,\\S+ .*\n",
                        line -> random.nextInt(4) > 0
                                ? line
                                : random.nextBoolean() ? line.replace("false", "true") : "");
            case 7 ->
                lines(
                        COVERS,
                        "(?m)^1,1,.*\n",
                        line -> line + "7,1," + schedule + ",false," + day.plusDays(random.nextInt(14))
                                + " 00:00:00 +0100,USER0000000" + (1 + random.nextInt(9)) + ",true,true,true\n");
            case 8 ->
                lines(
                        "TblActivityManagerGroupPupilLink.csv",
                        "(?m)^\\d+,0+1000\\d+,.*\n",
                        line -> random.nextInt(3) == 0 ? "" : line);
            default -> lines(DATA, "<StaffMember Id=\"" + (1 + random.nextInt(12)) + "\">.*\n", line -> "");
        };
    }

    private static String lines(String file, String pattern, UnaryOperator<String> edit) {
        school.change(file, text -> {
            Matcher matcher = Pattern.compile(pattern).matcher(text);
            return matcher.replaceAll(found -> Matcher.quoteReplacement(edit.apply(found.group())));
        });
        return file + " " + pattern.strip();
    }
}
