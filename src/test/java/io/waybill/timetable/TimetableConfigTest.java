package io.waybill.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableConfigTest {
    @TempDir
    Path folder;

    @Test
    void theMappingFileSaysWhatTheCommandsTakeForGranted() {
        assertThat(TimetableConfig.load(Path.of("config"), Clock.systemUTC()).dumpModels())
                .isEqualTo(TimetableModels.standard());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nested: [subject, experimental, option] | '' | subjects.nested is missing",
                "root: user | root: ' ' | users.root: expected a path",
                "longest-name: 32 | '' | users.longest-name: expected a number of characters",
                "zone: Europe/London | zone: Mars | zone: Mars is not a zone",
                "timetables.thing: insert | timetables.thing: delete | 'delete' is no policy; expected mirror, upsert or insert",
                "timetables.thinglock: mirror | timetables.lock: mirror | timetables.lock is no model",
                "grant: admin | graint: admin | graint is unknown here; expected [",
            })
    void whatIsWrongIsNamedWithItsPlace(String right, String wrong, String message) throws IOException {
        String text = Files.readString(Path.of("config/timetable.yaml"));
        assertThat(text).contains(right);
        Files.writeString(folder.resolve("timetable.yaml"), text.replace(right, wrong));

        assertThatThrownBy(() -> TimetableConfig.load(folder, Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("timetable.yaml", message);
    }
}
