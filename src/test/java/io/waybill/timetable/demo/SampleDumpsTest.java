package io.waybill.timetable.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.timetable.TimetableModel;
import io.waybill.timetable.TimetableModels;
import io.waybill.timetable.demo.SampleDumps.Mix;
import io.waybill.timetable.dump.DanglingReferences;
import io.waybill.timetable.dump.DumpIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleDumpsTest {
    @TempDir
    Path folder;

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        new SampleDumps(7, 2_000).write(folder.resolve("live"), folder.resolve("play"));
        new SampleDumps(7, 2_000).write(folder.resolve("live-2"), folder.resolve("play-2"));

        assertThat(folder.resolve("live-2")).hasSameBinaryContentAs(folder.resolve("live"));
        assertThat(folder.resolve("play-2")).hasSameBinaryContentAs(folder.resolve("play"));
    }

    @Test
    void whatLiveAndPlayShareIsKnownByTheSameUid() throws IOException {
        new SampleDumps(7, 2_000).write(folder.resolve("live"), folder.resolve("play"));

        JsonNode live = new ObjectMapper().readTree(folder.resolve("live").toFile());
        JsonNode play = new ObjectMapper().readTree(folder.resolve("play").toFile());

        assertThat(live.findValuesAsText("uid"))
                .filteredOn(play.findValuesAsText("uid")::contains)
                .hasSizeGreaterThan(1_000);
    }

    @Test
    void aDumpOfAnyMixCanBeUsedAndIsAboutAsLargeAsWanted() throws IOException {
        Path dump = folder.resolve("live");
        new SampleDumps(1, 20_000, Mix.PRODUCTION).writeLive(dump);

        DumpIndex index = DumpIndex.build(dump, "live", TimetableModels.standard(), read -> {});

        index.refuse(DanglingReferences.REFUSE);
        assertThat(index.records()).isBetween(18_000L, 22_000L);
        assertThat(index.count(TimetableModel.EVENT_SOURCE_TAG)).isGreaterThan(14_000);
        assertThat(index.count(TimetableModel.THING) - index.structure()).isEqualTo(1_000);
    }

    @Test
    void laterOneInAHundredHasChanged() throws IOException {
        SampleDumps dumps = new SampleDumps(1, 5_000, Mix.EVENTS);
        dumps.writeLive(folder.resolve("live"));
        dumps.writeLive(folder.resolve("later"), 100);

        JsonNode before = new ObjectMapper().readTree(folder.resolve("live").toFile());
        JsonNode after = new ObjectMapper().readTree(folder.resolve("later").toFile());

        assertThat(after).hasSameSizeAs(before);
        int changed = 0;
        for (int i = 0; i < before.size(); i++) {
            changed += before.get(i).equals(after.get(i)) ? 0 : 1;
        }
        assertThat(changed).isBetween(30, 55);
        assertThat(Files.size(folder.resolve("later"))).isGreaterThan(Files.size(folder.resolve("live")));
    }
}
