package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.folder.DataFolder;
import io.waybill.folder.IgnoredNames;
import io.waybill.folder.MisplacedFiles;
import io.waybill.model.FeedName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MisplacedWatchTest {
    @TempDir
    private Path folder;

    @Test
    void aFileIsToldOnceWhenItStaysAndAgainWhenItComesBack() throws Exception {
        DataFolder data = new DataFolder(folder);
        FeedName feed = new FeedName("single", "letters");
        data.make();
        data.make(feed);
        Path file = data.inbox().resolve("a.csv");
        MisplacedWatch watch = new MisplacedWatch(new MisplacedFiles(data, List.of(feed), new IgnoredNames(List.of())));

        Files.writeString(file, "a");
        assertThat(watch.look()).as("somebody may be about to move it").isEmpty();
        assertThat(watch.look())
                .containsExactly("inbox/a.csv lies where no feed looks, and is not carried. Move it into the folder of"
                        + " its feed.");
        assertThat(watch.look()).isEmpty();
        Files.delete(file);
        assertThat(watch.look()).isEmpty();
        Files.writeString(file, "a");
        assertThat(watch.look()).isEmpty();
        assertThat(watch.look()).hasSize(1);
    }
}
