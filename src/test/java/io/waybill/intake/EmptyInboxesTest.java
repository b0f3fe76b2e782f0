package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.folder.DataFolder;
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

class EmptyInboxesTest {
    private static final FeedName FEED = new FeedName("sample", "letters");
    private static final FeedName SYSTEM = new FeedName("sample", "batch");

    @TempDir
    private Path folder;

    private DataFolder data;
    private EmptyInboxes empty;

    @BeforeEach
    void inboxes() {
        data = new DataFolder(folder);
        List<FeedName> feeds = List.of(FEED, SYSTEM);
        data.make();
        feeds.forEach(data::make);
        empty = new EmptyInboxes(data, feeds);
    }

    @Test
    void anEmptyInboxIsLookedIntoOnceAndThenRemainsEmpty() {
        assertThat(empty.remains(FEED))
                .as("whatever was there is to be forgotten")
                .isFalse();
        assertThat(empty.remains(FEED)).isTrue();
        assertThat(empty.remains(SYSTEM)).isFalse();
        assertThat(empty.remains(SYSTEM))
                .as("the folders of feeds are nothing in it")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", ".hidden", "a.csv.options", "preview/a.csv", "preview/.x"})
    void anythingInItOrItsPreviewFolderIsSeenAtOnce(String name) throws IOException {
        for (FeedName feed : List.of(FEED, SYSTEM)) {
            Path file = data.inbox(feed).resolve(name);
            empty.remains(feed);
            assertThat(empty.remains(feed)).isTrue();

            Files.createFile(file);
            assertThat(empty.remains(feed)).isFalse();
            assertThat(empty.remains(feed)).isFalse();

            Files.delete(file);
            assertThat(empty.remains(feed)).as("the first look after it").isFalse();
            assertThat(empty.remains(feed)).isTrue();
        }
    }

    @Test
    void aFolderThatIsNoFeedsOrNoFolderIsSomething() throws IOException {
        Path inbox = data.inbox(SYSTEM);
        empty.remains(SYSTEM);
        Path strange = Files.createDirectory(inbox.resolve("strange"));
        assertThat(empty.remains(SYSTEM)).isFalse();
        Files.delete(strange);
        Path preview = inbox.resolve(DataFolder.PREVIEW);
        Files.delete(preview);
        Files.createSymbolicLink(preview, folder);
        assertThat(empty.remains(SYSTEM)).isFalse();
        assertThat(empty.remains(SYSTEM))
                .as("what it leads to is not looked at")
                .isFalse();
    }

    @Test
    void anInboxThatCannotBeReadIsNotEmpty() throws IOException {
        Files.delete(data.inbox(FEED).resolve(DataFolder.PREVIEW));
        Files.delete(data.inbox(FEED));

        assertThat(empty.remains(FEED)).isFalse();
        assertThat(empty.remains(FEED)).isFalse();
    }
}
