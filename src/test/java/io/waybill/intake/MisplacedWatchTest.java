package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.folder.DataFolder;
import io.waybill.folder.IgnoredNames;
import io.waybill.folder.MisplacedFiles;
import io.waybill.model.FeedName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
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
        Lines lines = new Lines();
        lines.start();
        Logger log = (Logger) LogManager.getLogger(MisplacedWatch.class);
        log.setLevel(Level.WARN);
        log.addAppender(lines);
        try {
            Files.writeString(file, "a");
            watch.look();
            assertThat(lines.all).as("somebody may be about to move it").isEmpty();
            watch.look();
            watch.look();
            assertThat(lines.all)
                    .containsExactly(
                            "inbox/a.csv lies where no feed looks, and is not carried. Move it into the folder of"
                                    + " its feed.");
            Files.delete(file);
            watch.look();
            Files.writeString(file, "a");
            watch.look();
            watch.look();
            assertThat(lines.all).hasSize(2);
        } finally {
            log.removeAppender(lines);
            log.setLevel(null);
        }
    }

    private static final class Lines extends AbstractAppender {
        private final List<String> all = new ArrayList<>();

        Lines() {
            super("lines", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            all.add(event.getMessage().getFormattedMessage());
        }
    }
}
