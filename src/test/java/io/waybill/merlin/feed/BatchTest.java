package io.waybill.merlin.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waybill.folder.BadZips;
import io.waybill.folder.DroppedZip;
import io.waybill.folder.IgnoredNames;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.demo.SampleOrganization;
import io.waybill.merlin.recognise.Headers;
import io.waybill.merlin.row.RowResult;
import io.waybill.reject.OriginalRows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {
    private static final MerlinConfig CONFIG = MerlinConfig.load(Path.of("config"));
    private static final Headers HEADERS = new Headers(CONFIG);

    @TempDir
    Path folder;

    @Test
    void aZipIsABatchInTheOrderOfDependency() throws IOException {
        Path sample = Files.createDirectory(folder.resolve("sample"));
        new SampleOrganization(1, 20, 3, 40, false, false).write(sample);
        Path zip = folder.resolve("everything.zip");
        try (ZipOutputStream out = zip(zip)) {
            out.putNextEntry(new ZipEntry("our files/"));
            for (MerlinFeed feed :
                    List.of(MerlinFeed.HISTORY, MerlinFeed.USERS, MerlinFeed.TEAMS, MerlinFeed.LADDERS)) {
                add(
                        out,
                        "our files/" + feed.word() + ".csv",
                        Files.readAllBytes(SampleOrganization.file(sample, feed)));
            }
            add(out, "__MACOSX/._users.csv", new byte[] {0, 5, 22, 7});
            add(out, "our files/.DS_Store", new byte[] {0, 0, 0, 1});
        }

        Batch batch = open(zip, null);

        assertThat(batch.files())
                .extracting(BatchFile::name)
                .containsExactly(
                        "our files/ladders.csv", "our files/teams.csv", "our files/users.csv", "our files/history.csv");
        assertThat(batch.feeds())
                .containsExactly(MerlinFeed.LADDERS, MerlinFeed.TEAMS, MerlinFeed.USERS, MerlinFeed.HISTORY);
        assertThat(rows(batch))
                .hasSize(4 * (4 * 6 * 3 + 4 + 1) + 3 + 20 + 40)
                .allSatisfy(row -> assertThat(row.result()).isInstanceOf(RowResult.Good.class));
    }

    @Test
    void rowsAreNumberedThroughTheBatchAndKnowTheirLine() throws IOException {
        Path zip = folder.resolve("two.zip");
        try (ZipOutputStream out = zip(zip)) {
            add(out, "b.csv", "email\na@x.ir\n\nb@x.ir\n".getBytes(UTF_8));
            add(out, "a.csv", "team_name\nInfra\nnot,one\n".getBytes(UTF_8));
        }

        List<BatchRow> rows = rows(open(zip, null));

        assertThat(rows).extracting(BatchRow::number).containsExactly(1L, 2L, 3L, 4L);
        assertThat(rows)
                .extracting(row ->
                        row.result().at().file() + " " + row.result().at().line())
                .containsExactly("a.csv 2", "a.csv 3", "b.csv 2", "b.csv 4");
        assertThat(rows.get(1).result()).isInstanceOf(RowResult.Bad.class);
    }

    @Test
    void rejectsThatComeBackAreRowsOfTheirFeed() throws IOException {
        Path file = folder.resolve("rejects.csv");
        Files.writeString(
                file,
                "Email,Team,reject,kind,file,line,rule,reason,candidate 1,score 1,why 1,decision\n"
                        + "a@x.ir,Infar,12,users,users.csv,7,team-not-found,no such team,Infra,0.9,misspelt,Infra\n"
                        + "b@x.ir,Infra,13,users,users.csv,8,team-not-found,no such team,,,,\n"
                        + "c@x.ir,Infra,14,users,users.csv,9,leader-cycle,no,,,,a@x.ir\n"
                        + "d@x.ir,Infra,15,users,users.csv,10,leader-cycle,no,,,,Drop\n");

        Batch batch = open(file, MerlinFeed.USERS);
        List<BatchRow> rows = rows(batch);

        assertThat(batch.files().get(0).columns().header()).containsExactly("email", "team");
        assertThat(rows).extracting(BatchRow::reject).containsExactly(12L, 13L, 14L, 15L);
        assertThat(rows.get(0).decision().answer()).isEqualTo("Infra");
        assertThat(rows.get(0).source().cells()).containsExactly("a@x.ir", "Infra");
        assertThat(rows).extracting(row -> row.result().at().line()).containsExactly(2L, 3L, 4L, 5L);
        assertThat(rows.get(2).result())
                .as("only what was not found can be chosen")
                .isInstanceOf(RowResult.Bad.class);
        assertThat(rows).extracting(BatchRow::dropped).containsExactly(false, false, false, true);
    }

    @Test
    void rejectsOfABatchAreRowsOfSeveralFeeds() throws IOException {
        Path file = folder.resolve("rejects.csv");
        Files.writeString(
                file,
                "Email,Team,team_name,team_tribe_name,reject,kind,file,line,rule,reason,decision\n"
                        + "a@x.ir,Infra,,,12,users,users.csv,7,team-not-found,no such team,\n"
                        + ",,Infra,Platfrom,13,teams,teams.csv,8,team-tribe-name-not-found,no such tribe,Platform\n");

        Batch batch = open(file, MerlinFeed.USERS);

        assertThat(batch.feeds()).containsExactly(MerlinFeed.TEAMS, MerlinFeed.USERS);
        assertThat(rows(batch)).extracting(row -> row.result().at().line()).containsExactly(3L, 2L);
    }

    @Test
    void whatIsWrongWithAnyOfItsFilesIsToldAtOnce() throws IOException {
        Path zip = folder.resolve("bad.zip");
        try (ZipOutputStream out = zip(zip)) {
            add(out, "empty.csv", new byte[0]);
            add(out, "header.csv", "email,name\n".getBytes(UTF_8));
            add(out, "photo.jpg", "what,ever\n1,2\n".getBytes(UTF_8));
            add(out, "good.csv", "email\na@x.ir\n".getBytes(UTF_8));
        }

        assertThat(faults(() -> open(zip, null)))
                .extracting(fault -> fault.at().file() + " " + fault.rule())
                .containsExactly("empty.csv no-rows", "header.csv no-rows", "photo.jpg unrecognised-file");
    }

    @Test
    void aFileInTheFolderOfAnotherFeedIsRefused() throws IOException {
        Path file = folder.resolve("teams.csv");
        Files.writeString(file, "team_name\nInfra\n");

        assertThat(faults(() -> open(file, MerlinFeed.USERS)))
                .extracting(Fault::rule)
                .containsExactly("other-feed");
    }

    @Test
    void aZipThatGrowsBeyondMeasureIsRefused() throws IOException {
        Path zip = folder.resolve("bomb.zip");
        try (ZipOutputStream out = zip(zip)) {
            add(out, "users.csv", new byte[50_000_000]);
        }

        assertThat(faults(() -> open(zip, null))).extracting(Fault::rule).containsExactly("too-large");
    }

    @Test
    void aDamagedZipIsRefusedWithASentence() throws IOException {
        Path zip = folder.resolve("cut.zip");
        try (ZipOutputStream out = zip(zip)) {
            add(out, "users.csv", "email\na@x.ir\n".getBytes(UTF_8));
        }
        byte[] whole = Files.readAllBytes(zip);
        for (int end = 40; end < whole.length; end++) {
            byte[] damaged = Arrays.copyOf(whole, end);
            damaged[39] ^= 0x55;
            Files.write(zip, damaged);

            assertThat(faults(() -> open(zip, null)))
                    .extracting(Fault::sentence)
                    .singleElement()
                    .asString()
                    .contains("cut.zip", "expected");
        }
    }

    @Test
    void aZipThatIsRefusedAtTheDeskIsRefusedInTheFolderToo() throws IOException {
        for (Map.Entry<String, byte[]> bad : BadZips.ALL.entrySet()) {
            Path zip = Files.write(folder.resolve("bad.zip"), bad.getValue());

            assertThat(faults(() -> open(zip, null)))
                    .extracting(Fault::rule)
                    .containsExactly(bad.getKey().split(":")[0]);
        }
    }

    @Test
    void aFileTooShortToBeAZipIsNone() throws IOException {
        for (String text : List.of("", "P", "PK\u0003")) {
            assertThat(DroppedZip.isZip(Files.writeString(folder.resolve("short.csv"), text)))
                    .isFalse();
        }
    }

    @Test
    void aZipWithTheSeparatorOfWindowsIsReadAsAnyOther() throws IOException {
        byte[] zip = BadZips.zip(Map.of("week\\users.csv", "Email\na@x.ir\n", "week\\empty\\", ""));

        assertThat(rows(open(Files.write(folder.resolve("windows.zip"), zip), null)))
                .hasSize(1);
    }

    private static final IgnoredNames IGNORED = new IgnoredNames(List.of("*.bak"));

    private Batch open(Path drop, MerlinFeed feed) throws IOException {
        MerlinOptions options = MerlinOptions.of("drop", Map.of(), CONFIG);
        return Batch.open(drop, drop.getFileName().toString(), feed, folder, IGNORED, options, HEADERS);
    }

    private static List<BatchRow> rows(Batch batch) throws IOException {
        List<BatchRow> all = new ArrayList<>();
        RecognisedBatch recognised = new RecognisedBatch(
                CONFIG, MerlinOptions.of("drop", Map.of(), CONFIG), batch, RowDecisions.NONE, OriginalRows.NONE);
        try (BatchRows rows = recognised.rows()) {
            rows.forEachRemaining(chunk -> all.addAll(chunk.rows()));
        }
        return all;
    }

    private static List<Fault> faults(ThrowingCallable opening) {
        return catchThrowableOfType(BrokenFileException.class, opening).faults();
    }

    private static ZipOutputStream zip(Path file) throws IOException {
        OutputStream out = Files.newOutputStream(file);
        return new ZipOutputStream(out);
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }
}
