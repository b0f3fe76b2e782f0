package io.waybill.school.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.school.load.SchoolTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchoolConfigTest {
    @TempDir
    private Path folder;

    private SchoolConfig load(String from, String to) throws IOException {
        String text = Files.readString(Path.of("config/school.yaml"));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve("school.yaml"), text.replace(from, to));
        return SchoolConfig.load(folder, SchoolTable::isName);
    }

    @Test
    void theFileOfTheProjectIsSound() throws IOException {
        SchoolConfig config = load("offset: -6", "offset: 0");
        assertThat(config.source(SchoolConfig.ISAMS)).isEqualTo("iSAMS");
        assertThat(config.policyInWords()).anyMatch(line -> line.contains("{ordinal} year"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "first: 2026-09-01 | first: autumn | year.first: found 'autumn'; expected a day such as 2016-09-01",
                "last: 2027-08-31 | last: 2026-08-31 | year.last: found '2026-08-31'; expected a day after 2026-09-01",
                "name: \"{ordinal} year\" | name: year | years.name: the name of a year needs {number} or {ordinal}",
                "name: \"{name} House\" | name: House | houses.name: the name of a house needs {name}",
                "offset: -6 | offsets: -6 | offsets is unknown here",
                "pupils: 10 % | pupils: many | 'many' is not a limit; expected 20 %",
                "rejects: 10 % | rejects: | limits.rejects: '' is not a limit",
                "[previous-id, email, | [previous-id, mail, | 'mail' is unknown; expected one of",
                "[school.example] | [\"@school.example\"] | staff-domains: found '@school.example'; expected domains such as",
                "isams: iSAMS | isams: SchoolBase | expected a name of its own for each",
                "start: \"08:35\" | start: \"8.35\" | schoolbase.registrations: found '8.35'; expected a time such as",
                "pupils: \"{name}\" | pupil: \"{name}\" | names.pupil: found 'pupil'; expected only models of this file",
            })
    void aWrongValueIsNamed(String from, String to, String message) {
        assertThatThrownBy(() -> load(from, to))
                .hasMessageContaining("school.yaml")
                .hasMessageContaining(message);
    }
}
