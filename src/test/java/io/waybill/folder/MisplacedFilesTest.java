package io.waybill.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.model.FeedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MisplacedFilesTest {
    @TempDir
    private Path folder;

    private MisplacedFiles misplaced;

    @BeforeEach
    void inboxes() {
        List<FeedName> feeds = List.of(
                new FeedName("single", "letters"),
                new FeedName("single", "parcels"),
                new FeedName("several", "batch"),
                new FeedName("several", "letters"));
        DataFolder data = new DataFolder(folder);
        data.make();
        feeds.forEach(data::make);
        misplaced = new MisplacedFiles(data, feeds, new IgnoredNames(List.of("*.bak")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inbox/a.csv",
                "inbox/single/a.csv",
                "inbox/Single/letters/a.csv",
                "inbox/single/Letters/a.csv",
                "inbox/preview/a.csv",
                "inbox/single/preview/a.csv",
                "inbox/gone/letters/old/a.csv"
            })
    void whatLiesWhereNoFeedLooksIsFound(String file) throws IOException {
        put(file);
        Path found = Path.of(misplaced.find().get(0));
        assertThat(misplaced.find()).hasSize(1);
        assertThat(Path.of(file).startsWith(found)).as(found.toString()).isTrue();
        assertThat(Files.exists(folder.resolve(file)))
                .as("it stays where it is")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inbox/single/letters/a.csv",
                "inbox/single/letters/preview/a.csv",
                "inbox/single/letters/folder/a.csv",
                "inbox/several/a.csv",
                "inbox/several/letters/a.csv",
                "inbox/.hidden",
                "inbox/single/a.csv.options",
                "inbox/single/a.csv.part",
                "inbox/a.bak",
                "inbox/gone/.hidden",
                "inbox/@eaDir/a.csv",
                "error/a.csv"
            })
    void whatAFeedTakesAndWhatIsLeftAloneIsNot(String file) throws IOException {
        put(file);
        assertThat(misplaced.find()).isEmpty();
    }

    @Test
    void emptyFoldersAreNothingAndLinksAreNotFollowed() throws IOException {
        Files.createDirectories(folder.resolve("inbox/gone/letters"));
        assertThat(misplaced.find()).isEmpty();
        put("elsewhere/a.csv");
        Files.createSymbolicLink(folder.resolve("inbox/gone/link"), folder.resolve("elsewhere"));
        assertThat(misplaced.find()).containsExactly("inbox/gone");
    }

    @Test
    void oneSentenceNamesAFewOfThem() throws IOException {
        put("inbox/a.csv");
        assertThat(MisplacedFiles.sentence(misplaced.find()))
                .isEqualTo("inbox/a.csv lies where no feed looks, and is not carried.");
        for (int i = 0; i < 6; i++) {
            put("inbox/single/" + i + ".csv");
        }
        assertThat(MisplacedFiles.sentence(misplaced.find()))
                .isEqualTo(
                        "inbox/a.csv, inbox/single/0.csv, inbox/single/1.csv, inbox/single/2.csv, inbox/single/3.csv and 2"
                                + " more lie where no feed looks, and are not carried.");
    }

    private void put(String file) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "a");
    }
}
