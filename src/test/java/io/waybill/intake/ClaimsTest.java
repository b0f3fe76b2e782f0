package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.database.TestServer;
import io.waybill.folder.BadZips;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DataFolderLock;
import io.waybill.folder.WorkFolder;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.NameBytes;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerException;
import io.waybill.ledger.LedgerReader;
import io.waybill.model.CrashPoints;
import io.waybill.model.Drop;
import io.waybill.model.DropChangedException;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.FileEntry;
import io.waybill.model.FileStamp;
import io.waybill.model.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestPostgres.class)
class ClaimsTest {
    private static final FeedName FEED = new FeedName("sample", "letters");
    private static final OptionNames NAMES = new OptionNames(Map.of("sample", List.of("force-update")));

    @TempDir
    private Path folder;

    private final Clock clock = Clock.system(ZoneOffset.UTC);
    private DataFolder data;
    private Ledger ledger;
    private LedgerReader reader;
    private Claims claims;
    private Completion endings;
    private TestDatabase database;

    @BeforeEach
    void begin(TestDatabase database) {
        this.database = database;
        data = new DataFolder(folder.resolve("data"));
        data.make();
        data.make(FEED);
        ledger = new Ledger(database.newConnections(), clock);
        reader = new LedgerReader(database.newConnections());
        claims = claims(ledger);
        endings = new Completion(data, ledger, reader, clock, page -> {}, new CrashPoints(""));
    }

    @Test
    void aClaimedFileStandsInItsWorkFolderAndInTheLedger() throws IOException {
        Path file = dropped("a.txt", "hello");

        Drop drop = accepted(claim(file, false));

        assertThat(drop.file())
                .isEqualTo(data.work(drop.number()).resolve("original/a.txt"))
                .hasContent("hello");
        assertThat(drop.size()).isEqualTo(5);
        assertThat(drop.sha256()).isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(file).doesNotExist();
        assertThat(page(drop).state()).isEqualTo(State.CLAIMED);
        assertThat(page(drop).run().account()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void foldersWithPersonalDataAreForTheirOwnerOnly() throws IOException {
        Drop drop = accepted(claim(dropped("a.txt", "hello"), false));
        for (Path one : List.of(data.root(), data.inbox(FEED), data.work(drop.number()), data.outbox("sample"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
                    .isEqualTo("rwx------");
        }
        Files.setPosixFilePermissions(data.inbox(FEED), PosixFilePermissions.fromString("rwxrwx---"));
        data.make(FEED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.inbox(FEED))))
                .isEqualTo("rwxrwx---");
    }

    @Test
    void whatStandsBesideADropGoesWithItAndSaysWhatIsWanted() throws IOException {
        Path file = dropped("a.txt", "hello");
        dropped("a.txt.options", "# mine\nagain = true\ntoken=t-9\nforce-update=yes please\n");
        dropped("a.txt.done", "");
        dropped("b.txt.options", "preview=true");

        Drop drop = accepted(claim(file, false));

        assertThat(drop.options())
                .isEqualTo(new DropOptions(false, true, "t-9", "", Map.of("force-update", "yes please")));
        assertThat(names(data.inbox(FEED))).containsExactly("b.txt.options", "preview");
    }

    @ParameterizedTest
    @ValueSource(strings = {"caf%E9.csv", "%FF%FE.csv"})
    void aFileWhoseNameIsNotTextIsCarriedUnderAReadableOneAndGoesBackUnderItsOwn(String raw) throws IOException {
        Path file = Files.writeString(NameBytes.inRaw(data.inbox(FEED), raw), "hello");
        Path beside = Files.writeString(NameBytes.beside(file, ".options"), "again=true");
        dropped(raw, "somebody else's");

        Drop drop = accepted(claim(file, false));

        assertThat(drop.fileName()).isEqualTo(raw);
        assertThat(page(drop).file().name()).isEqualTo(raw);
        assertThat(drop.file()).hasContent("hello");
        assertThat(drop.options().again()).isTrue();
        assertThat(claims.giveBack(drop.number(), false)).hasValue(file);
        assertThat(file).hasContent("hello");
        assertThat(beside).hasContent("again=true");
        assertThat(names(data.inbox(FEED))).hasSize(4);

        Drop again = accepted(claim(file, false));
        endings.refuse(again, new BrokenFileException(Fault.ofFile(Position.of(raw), "rule", "x", "y", "Mend it.")));
        assertThat(data.error(FEED, again.number()).resolve(raw)).hasContent("hello");
    }

    @Test
    void aNameThatIsTooLongToBeReadableIsShortened() throws IOException {
        Path file = Files.writeString(NameBytes.inRaw(data.inbox(FEED), "%E9".repeat(200) + ".csv"), "hello");
        Drop drop = accepted(claim(file, false));
        assertThat(drop.fileName()).startsWith("%E9%E9").endsWith(".csv").hasSizeLessThan(256);
        assertThat(claims.giveBack(drop.number(), false)).hasValue(file);
    }

    @Test
    void aFileThatCannotBeMovedStaysAloneWithAllThatIsBesideIt() throws Exception {
        Path file = dropped("a.txt", "hello");
        dropped("a.txt.options", "again=true");
        Process mark = new ProcessBuilder("chattr", "+i", file.toString()).start();
        assumeTrue(mark.waitFor() == 0, "chattr +i is for an administrator on Linux, on a file system that knows it");
        try {
            assertThatThrownBy(() -> claim(file, false))
                    .isInstanceOf(StuckFileException.class)
                    .hasMessageContaining("sudo chattr -i " + file);
        } finally {
            new ProcessBuilder("chattr", "-i", file.toString()).start().waitFor();
        }
        assertThat(names(data.inbox(FEED))).containsExactlyInAnyOrder("a.txt", "a.txt.options", "preview");
        assertThat(names(data.root().resolve("work"))).isEmpty();
        assertThat(accepted(claim(file, false)).options().again()).isTrue();
    }

    @Test
    void aFileInThePreviewFolderIsAPreview() throws IOException {
        Path file = Files.writeString(data.inbox(FEED).resolve("preview/a.txt"), "hello");
        assertThat(accepted(claim(file, true)).options().preview()).isTrue();
    }

    @Test
    void optionsThatCannotBeUnderstoodRefuseTheDrop() throws IOException {
        for (String options : List.of("preview=perhaps", "x=\\u12", "a=\0")) {
            Path file = dropped("a.txt", "hello" + options.length());
            dropped("a.txt.options", options);
            Claim claim = claim(file, false);
            assertThat(claim).isInstanceOf(Claim.Refused.class);
            assertThat(((Claim.Refused) claim).reason()).hasMessageStartingWith("a.txt.options: ");
        }
    }

    @Test
    void unknownOptionsRefuseTheDropWithTheNamesThatWereProbablyMeant() throws IOException {
        Path file = dropped("a.txt", "hello");
        dropped("a.txt.options", "Force-Updat=true\npreveiw=true\nwhatever=1\n");

        Claim claim = claim(file, false);

        assertThat(((Claim.Refused) claim).reason().faults())
                .extracting(Fault::sentence)
                .containsExactly(
                        "a.txt.options: field Force-Updat: found Force-Updat, expected force-update. Correct the option and drop again.",
                        "a.txt.options: field preveiw: found preveiw, expected preview. Correct the option and drop again.",
                        "a.txt.options: field whatever: found whatever, expected one of again, force-update, preview."
                                + " Correct the option and drop again.");
    }

    @Test
    void aWorkbookIsRefusedWhateverItsEnding() throws IOException {
        for (String name : List.of("a.csv", "a.dump", "a.xlsx")) {
            Path file = data.inbox(FEED).resolve(name);
            Claim claim = claim(Files.write(file, BadZips.workbook()), false);
            assertThat(claim).isInstanceOf(Claim.Refused.class);
            assertThat(((Claim.Refused) claim).reason())
                    .hasMessageStartingWith(name + ": found a workbook")
                    .hasMessageContaining("save it as CSV (UTF-8)");
        }
    }

    @Test
    void aFolderOrALinkIsRefusedWithoutBeingLookedInto() throws IOException {
        Path directory = Files.createDirectory(data.inbox(FEED).resolve("x.dump"));
        Files.writeString(directory.resolve("inside.txt"), "hello");
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        Path link = Files.createSymbolicLink(data.inbox(FEED).resolve("link.dump"), secret);

        for (Path one : List.of(directory, link)) {
            Claim.Refused refused = (Claim.Refused) claim(one, false);
            endings.refuse(refused.drop(), refused.reason());
            Path error = data.error(FEED, refused.drop().number());
            assertThat(error.resolve("reason.txt")).content().contains("expected a file");
            assertThat(names(error)).contains(one.getFileName().toString(), "faults.csv");
            assertThat(page(refused.drop()).state()).isEqualTo(State.REFUSED);
        }
        assertThat(secret).hasContent("secret");
        assertThat(names(data.root().resolve("work"))).isEmpty();
    }

    @Test
    void anEmptyFileIsClaimedLikeAnyOther() throws IOException {
        assertThat(accepted(claim(dropped("a.txt", ""), false)).size()).isZero();
    }

    @Test
    void aDropStaysInItsFolderWhenTheLedgerDoesNotAnswer(TestServer server) throws IOException {
        Path file = dropped("a.txt", "hello");
        dropped("a.txt.options", "again=true");
        long number = claims.freeNumber();
        server.shut(database);

        assertThatThrownBy(() -> claims.freeNumber()).isInstanceOf(LedgerException.class);
        assertThatThrownBy(() -> claims.claim(number, FEED, false, file)).isInstanceOf(LedgerException.class);
        assertThat(names(data.inbox(FEED))).containsExactly("a.txt", "a.txt.options", "preview");

        // Whether the ledger has heard of it is not known: it is asked to forget as soon as it answers.
        assertThat(claims.isGoingBack(number)).isTrue();
        server.open(database);
        assertThat(claims.giveBack(number, false)).contains(file);
        assertThat(names(data.inbox(FEED))).containsExactly("a.txt", "a.txt.options", "preview");
        assertThat(names(data.root().resolve("work"))).isEmpty();
    }

    @Test
    void aDropThatIsGivenBackStandsWhereItWasAndTheLedgerKnowsNothingOfIt() throws IOException {
        Path file = dropped("a.txt", "hello");
        dropped("a.txt.options", "again=true");
        dropped("a.txt.done", "");
        Drop drop = accepted(claim(file, false));
        Files.writeString(data.workOutbox(drop.number()).resolve("made.json"), "half");
        ledger.state(drop.number(), State.READING);

        assertThat(claims.giveBack(drop.number(), false)).contains(file);

        assertThat(file).hasContent("hello");
        assertThat(names(data.inbox(FEED))).containsExactly("a.txt", "a.txt.done", "a.txt.options", "preview");
        assertThat(names(data.root().resolve("work"))).isEmpty();
        assertThat(reader.show(drop.number())).isEmpty();
        Drop again = accepted(claim(file, false));
        assertThat(again.options().again()).isTrue();
        assertThat(page(again).run().attempts()).isEqualTo(1);
    }

    @Test
    void givenBackItOverwritesNothingThatWasDroppedMeanwhile() throws IOException {
        Path file = dropped("a.txt", "hello");
        dropped("a.txt.options", "again=true");
        Drop drop = accepted(claim(file, false));
        dropped("a.txt", "another");
        dropped("a (2).txt.options", "preview=true");

        Path place = claims.giveBack(drop.number(), false).orElseThrow();

        assertThat(place).isEqualTo(data.inbox(FEED).resolve("a (3).txt")).hasContent("hello");
        assertThat(data.inbox(FEED).resolve("a (3).txt.options")).hasContent("again=true");
        assertThat(file).hasContent("another");
        assertThat(data.inbox(FEED).resolve("a (2).txt.options")).hasContent("preview=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"going-back", "put-back", "forgotten"})
    void aGivingBackCutOffAnywhereIsCompletedAtTheNextStart(String step) throws IOException {
        Path file = dropped("a.txt", "hello");
        dropped("a.txt.options", "again=true");
        Drop drop = accepted(claim(file, false));
        Claims mortal = claims(ledger, new CrashPoints(Map.of(step, CutOff::now)));
        assertThatThrownBy(() -> mortal.giveBack(drop.number(), false)).isInstanceOf(CutOff.class);
        if (!step.equals("going-back")) {
            dropped("b.txt", "another");
        }

        Claims next = claims(new Ledger(database.dataSource(), clock), new CrashPoints(""));
        assertThat(next.inWork()).containsExactly(drop.number());
        assertThat(next.isGoingBack(drop.number())).isTrue();
        assertThat(next.giveBack(drop.number(), false)).contains(file);

        assertThat(file).hasContent("hello");
        assertThat(data.inbox(FEED).resolve("a.txt.options")).hasContent("again=true");
        assertThat(next.inWork()).isEmpty();
        assertThat(reader.show(drop.number())).isEmpty();
    }

    @Test
    void aFileThatIsInBothPlacesAfterACrashIsInOneAgain() throws IOException {
        Drop drop = accepted(claim(dropped("a.txt", "hello"), false));
        WorkFolder.of(data, drop.number()).goBack();
        Files.createLink(data.inbox(FEED).resolve("a.txt"), drop.file());

        assertThat(claims.giveBack(drop.number(), false))
                .contains(data.inbox(FEED).resolve("a.txt"));

        assertThat(names(data.inbox(FEED))).containsExactly("a.txt", "preview");
        assertThat(names(data.root().resolve("work"))).isEmpty();
    }

    @Test
    void aDropWhoseWaybillHasEndedOrIsHeldDoesNotGoBack() throws Exception {
        Drop ended = accepted(claim(dropped("a.txt", "hello"), false));
        ledger.finish(ended.number(), State.DELIVERED, "");
        Drop held = accepted(claim(dropped("b.txt", "world"), false));
        try (Connection connection = database.dataSource().getConnection()) {
            ledger.hold(connection, held.number(), "Too much goes.");
        }

        for (Drop drop : List.of(ended, held)) {
            assertThat(claims.giveBack(drop.number(), false)).isEmpty();
            assertThat(claims.isGoingBack(drop.number())).isFalse();
            assertThat(drop.file()).exists();
            assertThat(reader.show(drop.number())).isPresent();
        }
        assertThat(claims.takeUp(ended.number(), false, 0)).get().isInstanceOf(Claim.Ended.class);
        assertThat(names(data.inbox(FEED))).containsExactly("preview");
    }

    @Test
    void aDropWhosePlanWasApprovedStaysWithItsWaybillAndItsAttemptsAreNotHeldAgainstIt() throws Exception {
        Drop drop = accepted(claim(dropped("a.txt", "hello"), false));
        try (Connection connection = database.dataSource().getConnection()) {
            ledger.hold(connection, drop.number(), "Too much goes.");
        }
        ledger.verdict(drop.number(), true, "", "Nan", "");
        for (int i = 0; i < 20; i++) {
            accepted(claims.takeUp(drop.number(), true, 0).orElseThrow());
            assertThat(claims.giveBack(drop.number(), false)).isEmpty();
            assertThat(claims.isGoingBack(drop.number())).isFalse();
        }
        assertThat(page(drop).run().attempts()).isEqualTo(1);
        assertThat(page(drop).plan().verdicts()).hasSize(1);
        assertThat(names(data.inbox(FEED))).containsExactly("preview");
    }

    @Test
    void aFileThatWasWrittenToWhileNobodyCarriedItIsFoundOutWhenItIsTakenUp() throws IOException {
        Path file = dropped("a.txt", "hello");
        dropped("a.txt.done", "");
        Drop drop = accepted(claim(file, false));
        Files.writeString(drop.file(), "hello and more");

        assertThatThrownBy(() -> claims.takeUp(drop.number(), false, 0))
                .isInstanceOf(DropChangedException.class)
                .hasMessage("a.txt was written to while it was being read.");
        assertThat(claims.giveBack(drop.number(), true)).contains(file);

        assertThat(file).hasContent("hello and more");
        assertThat(names(data.inbox(FEED)))
                .as("it is no longer said to be complete")
                .containsExactly("a.txt", "preview");
    }

    @Test
    void aClaimCutOffBeforeTheFileWasMovedIsUndoneAtTheNextStart() throws IOException {
        dropped("a.txt", "hello");
        Path options = dropped("a.txt.options", "preview=true");
        long number = claims.freeNumber();
        WorkFolder work = WorkFolder.of(data, number);
        work.make();
        work.write(new WorkFolder.Note(FEED, false, "a.txt"));
        Files.move(options, work.options());

        assertThat(claims.inWork()).containsExactly(number);
        assertThat(claims.takeUp(number, false, 0)).isEmpty();

        assertThat(names(data.inbox(FEED))).containsExactly("a.txt", "a.txt.options", "preview");
        assertThat(claims.inWork()).isEmpty();
    }

    @Test
    void aFileThatWasMovedButNotEnteredIsEnteredAtTheNextStart() throws IOException {
        Path file = dropped("a.txt", "hello");
        dropped("a.txt.options", "token=t-1");
        long number = claims.freeNumber();
        WorkFolder work = WorkFolder.of(data, number);
        work.make();
        WorkFolder.Note note = WorkFolder.Note.of(FEED, true, file);
        work.write(note);
        work.take(file, note);

        Drop drop = accepted(claims.takeUp(number, false, 0).orElseThrow());

        assertThat(drop.number()).isEqualTo(number);
        assertThat(drop.options()).isEqualTo(new DropOptions(true, false, "t-1", "", Map.of()));
        assertThat(page(drop).run().attempts()).isEqualTo(1);
    }

    @Test
    void aDropThatWasBeingCarriedIsBegunAnewUnderItsNumber() throws IOException {
        Drop drop = accepted(claim(dropped("a.txt", "hello"), false));
        ledger.state(drop.number(), State.STAGED);

        assertThat(accepted(claims.takeUp(drop.number(), false, 0).orElseThrow())
                        .withStamp(drop.stamp()))
                .isEqualTo(drop);
        assertThat(page(drop).run().attempts()).isEqualTo(2);
    }

    @Test
    void aDropThatNeverComesToAnEndIsGivenUp() throws IOException {
        Drop drop = accepted(claim(dropped("a.txt", "hello"), false));
        for (int i = 1; i < 10; i++) {
            assertThat(claims.takeUp(drop.number(), false, 0)).get().isInstanceOf(Claim.Accepted.class);
        }
        assertThat(claims.takeUp(drop.number(), false, 0))
                .contains(new Claim.Hopeless(drop.withStamp(FileStamp.UNKNOWN), 10));
    }

    @Test
    void aDropThatFailsAndCannotBeEndedIsGivenUpEarlier() throws IOException {
        Drop drop = accepted(claim(dropped("a.txt", "hello"), false));
        assertThat(claims.takeUp(drop.number(), false, 4)).get().isInstanceOf(Claim.Accepted.class);
        assertThat(claims.takeUp(drop.number(), true, 5)).get().isInstanceOf(Claim.Accepted.class);
        assertThat(claims.takeUp(drop.number(), false, 5))
                .contains(new Claim.Hopeless(drop.withStamp(FileStamp.UNKNOWN), 5));
    }

    @Test
    void aDeliveredDropIsArchivedWithItsPageAlsoWhenThatWasCutOffAnywhere() throws IOException {
        Drop drop = accepted(claim(dropped("waybill.json", "hello"), false));
        Files.writeString(data.work(drop.number()).resolve("index.tmp"), "a system's own");
        assertThatThrownBy(() -> endings.archive(drop))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the route ended without a delivery");
        ledger.finish(drop.number(), State.DELIVERED, "");

        Claim.Ended ended = (Claim.Ended) claims.takeUp(drop.number(), false, 0).orElseThrow();
        endings.complete(ended.drop(), ended.page());
        endings.complete(ended.drop(), ended.page());

        Path archive = data.archive(
                page(drop).times().claimedAt().atZone(ZoneOffset.UTC).toLocalDate(), drop.number());
        assertThat(archive.resolve("original-waybill.json")).hasContent("hello");
        assertThat(archive.resolve("waybill.json")).content().contains("\"state\" : \"delivered\"", drop.sha256());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive.resolve("waybill.json"))))
                .isEqualTo("rw-------");
        assertThat(page(drop).results().files())
                .extracting(FileEntry::path)
                .containsExactly(data.relative(archive.resolve("original-waybill.json")));
        assertThat(claims.inWork()).isEmpty();
    }

    @Test
    void aRefusedFileStandsInTheErrorFolderWithEveryFault() throws IOException {
        Drop drop = accepted(claim(dropped("a.txt", "hello"), false));
        Fault first = new Fault(
                new Position("a.txt", 3, 7, 44), "letter 1", "title", "too-long", "=1+1", "at most 3 characters", null);
        Fault second = Fault.ofFile(Position.of("a.txt"), "odd", "x,\"y\"", "something else", "Mend it.");

        endings.refuse(drop, new BrokenFileException(List.of(first, second), 12));

        Path error = data.error(FEED, drop.number());
        assertThat(error.resolve("a.txt")).hasContent("hello");
        assertThat(error.resolve("reason.txt"))
                .content()
                .contains("12 faults", first.sentence(), second.sentence(), "and 10 more");
        assertThat(CsvRows.read(error.resolve("faults.csv"), "faults.csv"))
                .extracting(CsvRow::cells)
                .containsExactly(
                        List.of(
                                "file",
                                "line",
                                "column",
                                "byte",
                                "record",
                                "field",
                                "rule",
                                "found",
                                "expected",
                                "advice"),
                        List.of(
                                "a.txt",
                                "3",
                                "7",
                                "44",
                                "letter 1",
                                "title",
                                "too-long",
                                "'=1+1",
                                "at most 3 characters",
                                ""),
                        List.of("a.txt", "", "", "", "", "", "odd", "x,\"y\"", "something else", "Mend it."));
        assertThat(page(drop).message()).contains(first.sentence(), "11 more");
        assertThat(page(drop).exitStatus()).isEqualTo(LedgerEntry.FAILED);
    }

    @Test
    void aRefusalCutOffAnywhereIsCompletedAtTheNextStart() throws IOException {
        Drop unended = accepted(claim(dropped("a.txt", "one"), false));
        WorkFolder work = WorkFolder.of(data, unended.number());
        DataFolder.makePrivate(work.error());
        Files.writeString(work.error().resolve("reason.txt"), "of an attempt that was cut off");
        accepted(claims.takeUp(unended.number(), false, 0).orElseThrow());
        assertThat(work.error()).doesNotExist();

        Drop ended = accepted(claim(dropped("b.txt", "two"), false));
        WorkFolder endedWork = WorkFolder.of(data, ended.number());
        DataFolder.makePrivate(endedWork.error());
        Files.writeString(endedWork.error().resolve("reason.txt"), "the reason");
        ledger.finish(ended.number(), State.REFUSED, "the first fault");
        Claim.Ended claim =
                (Claim.Ended) claims.takeUp(ended.number(), false, 0).orElseThrow();
        endings.complete(claim.drop(), claim.page());
        assertThat(data.error(FEED, ended.number()).resolve("reason.txt")).hasContent("the reason");
        assertThat(data.error(FEED, ended.number()).resolve("b.txt")).hasContent("two");
    }

    @Test
    void afterAFailureToEndTheDropIsNotLost() throws IOException {
        Drop drop = accepted(claim(dropped("a.txt", "hello"), false));
        ledger.finish(drop.number(), State.DELIVERED, "");

        endings.fail(drop, "The archive was full.");

        assertThat(page(drop).state()).isEqualTo(State.DELIVERED);
        assertThat(data.error(FEED, drop.number())).doesNotExist();
        assertThat(claims.inWork()).isEmpty();
    }

    @Test
    void theSameBytesTwiceAreArchivedWithoutBeingCarried() throws IOException {
        Drop first = accepted(claim(dropped("a.txt", "hello"), false));
        ledger.finish(first.number(), State.DELIVERED, "");
        endings.archive(first);

        Claim second = claim(dropped("b.txt", "hello"), false);

        assertThat(second).isInstanceOf(Claim.CarriedBefore.class);
        endings.archive(second.drop());
        assertThat(page(second.drop()).exitStatus()).isEqualTo(LedgerEntry.ALL_DELIVERED);
        assertThat(page(second.drop()).results().files()).hasSize(1);
    }

    @Test
    void anotherConfigurationMakesTheSameBytesNew() throws IOException {
        Path config = Files.createDirectory(folder.resolve("config"));
        FeedConfiguration configuration = new FeedConfiguration(List.of(config), "1");
        String before = configuration.digest(FEED, Map.of());
        Files.writeString(config.resolve("another.yaml"), "x");
        assertThat(configuration.digest(FEED, Map.of())).isEqualTo(before);
        assertThat(configuration.digest(FEED, Map.of("force-update", "true"))).isNotEqualTo(before);
        Files.writeString(config.resolve("sample.yaml"), "x");
        assertThat(configuration.digest(FEED, Map.of())).isNotEqualTo(before);
    }

    @Test
    void onlyOneProcessMayCarryTheDropsOfADataFolder() {
        Optional<DataFolderLock> first = DataFolderLock.take(data, "serve");
        assertThat(first).isPresent();
        assertThat(DataFolderLock.take(data, "serve")).isEmpty();
        assertThat(DataFolderLock.holder(data)).startsWith("serve, process ");
        first.get().close();
        Optional<DataFolderLock> again = DataFolderLock.take(data, "drop");
        assertThat(again).isPresent();
        again.get().close();
    }

    private Claims claims(Ledger of) {
        return claims(of, new CrashPoints(""));
    }

    private Claims claims(Ledger of, CrashPoints crashPoints) {
        return new Claims(data, of, reader, new FeedConfiguration(List.of(), "1"), NAMES, Set.of(), clock, crashPoints);
    }

    /** The end of a process, as far as files and ledger see it. */
    private static final class CutOff extends RuntimeException {
        private static final long serialVersionUID = 1;

        static void now() {
            throw new CutOff();
        }
    }

    private Claim claim(Path file, boolean preview) throws IOException {
        return claims.claim(claims.freeNumber(), FEED, preview, file);
    }

    private Path dropped(String name, String text) throws IOException {
        return Files.writeString(data.inbox(FEED).resolve(name), text);
    }

    private LedgerEntry page(Drop drop) {
        return reader.show(drop.number()).orElseThrow();
    }

    private static Drop accepted(Claim claim) {
        assertThat(claim).isInstanceOf(Claim.Accepted.class);
        return claim.drop();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
