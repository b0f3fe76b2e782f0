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
                "root: user | root: ' ' | users.root: found ' '; expected a path",
                "longest-name: 32 | '' | users.longest-name: found '0'; expected a number of characters",
                "zone: Europe/London | zone: Mars | zone: found 'Mars'; expected a time zone such as Europe/London",
                "timetables.thing: insert | timetables.thing: delete | 'delete' is unknown; expected one of mirror, upsert, insert, retire",
                "timetables.thing: insert | timetables.thing: retire | timetables.thing: found 'retire'; expected mirror or upsert or insert",
                "timetables_thinglock: {deletes | timetables_lock: {deletes | feeds.live.guards.tables: found 'timetables_lock'; expected only",
                "timetables.thinglock: mirror | timetables.lock: mirror | feeds.live.policies: found 'timetables.lock'; expected only models of this file: timetables.thing,",
                "grant: admin | graint: admin | graint is unknown here (did you mean grant?); expected one of ",
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
