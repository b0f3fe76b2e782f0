package io.waybill.timetable.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.format.django.DumpFile;
import io.waybill.match.Candidate;
import io.waybill.reject.RejectedRow;
import io.waybill.timetable.TimetableModels;
import io.waybill.timetable.demo.SampleDumps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Play's grants on subjects that Live has renamed meanwhile: what is suggested for them. */
class RenamedSubjectsTest {
    @TempDir
    Path folder;

    private List<RejectedRow> rejected;

    @BeforeEach
    void mergePermissionsOfPlayIntoLive() throws IOException {
        TimetableModels models = TimetableModels.standard();
        Path live = folder.resolve("live.dump");
        Path play = folder.resolve("play.dump");
        new SampleDumps(3, 30_000).write(live, play);
        ByteArrayOutputStream permissions = new ByteArrayOutputStream();
        try (DumpFile dump = DumpFile.of(play, "play.dump")) {
            new ExtractPermissions(models).run(dump, permissions);
        }
        try (DumpFile dump = DumpFile.of(live, "live.dump")) {
            rejected = new MergePermissions(models)
                    .run(
                            dump,
                            new ByteArrayInputStream(permissions.toByteArray()),
                            "play.csv",
                            OutputStream.nullOutputStream())
                    .matched()
                    .rejected();
        }
    }

    @Test
    void theFirstCandidateIsTheRenamedSubject() {
        long right = rejected.stream()
                .filter(row -> best(row).value().equals(row.cells().get(0) + "_new"))
                .count();

        assertThat(rejected).isNotEmpty();
        assertThat((double) right / rejected.size()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void itSaysWhatWasRenamed() {
        String subject = rejected.get(0).cells().get(0);
        String name = subject.substring(subject.lastIndexOf('/') + 1);

        assertThat(best(rejected.get(0)).why()).isEqualTo("renamed: " + name + " → " + name + "_new");
    }

    private static Candidate best(RejectedRow row) {
        return row.candidates().get(0);
    }
}
