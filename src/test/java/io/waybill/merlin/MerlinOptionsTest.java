package io.waybill.merlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waybill.delivery.BackupScope;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.merlin.MerlinOptions.LadderRows;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.config.MerlinConfig.OnError;
import io.waybill.merlin.value.DateRule.Calendar;
import io.waybill.system.FeedGuide;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerlinOptionsTest {
    private final MerlinConfig config = MerlinConfig.load(Path.of("config"));

    @Test
    void withoutOptionsTheMappingFileDecides() {
        assertThat(of(Map.of()))
                .isEqualTo(new MerlinOptions(
                        false,
                        false,
                        false,
                        LadderRows.ALL,
                        false,
                        OnError.SKIP_ROW,
                        Calendar.AUTO,
                        null,
                        null,
                        false,
                        EnumSet.allOf(MerlinFeed.class),
                        BackupScope.FULL));
    }

    @Test
    void everyOptionIsOfferedToPeopleWithValuesThatAreUnderstood() {
        List<FeedGuide.Option> offered = MerlinGuide.feeds().stream()
                .flatMap(guide -> guide.options().stream())
                .toList();
        assertThat(offered.stream()
                        .map(FeedGuide.Option::name)
                        .distinct()
                        .sorted()
                        .toList())
                .isEqualTo(MerlinOptions.names());
        for (FeedGuide.Option option : offered) {
            for (String value : option.choices().isEmpty() ? List.of("true", "false") : option.choices()) {
                assertThat(of(Map.of(option.name(), value))).as(option.name()).isNotNull();
            }
        }
    }

    @Test
    void everyOptionDoesSomething() {
        assertThat(of(Map.of(
                        "force-update", "true",
                        "create-users", "yes",
                        "create-missing", "",
                        "levels-only", "1",
                        "update-existing", "TRUE",
                        "on-error", "abort",
                        "calendar", "jalali",
                        "encoding", "cp1256",
                        "delimiter", "tab",
                        "ignore-columns", "true")))
                .isEqualTo(new MerlinOptions(
                        true,
                        true,
                        true,
                        LadderRows.LEVELS,
                        true,
                        OnError.ABORT,
                        Calendar.JALALI,
                        Charset.forName("windows-1256"),
                        '\t',
                        true,
                        EnumSet.allOf(MerlinFeed.class),
                        BackupScope.FULL));
        assertThat(of(Map.of("backup", "none")).backup()).isEqualTo(BackupScope.NONE);
        assertThat(of(Map.of("feeds", "teams, users")).feeds()).containsExactly(MerlinFeed.TEAMS, MerlinFeed.USERS);
        assertThat(of(Map.of("ladders-only", "true", "aspects-only", "false")).only())
                .isEqualTo(LadderRows.LADDERS);
        assertThat(of(Map.of("aspects-only", "true")).only()).isEqualTo(LadderRows.ASPECTS);
    }

    @Test
    void whatIsWrongWithThemIsToldAtOnce() {
        List<Fault> faults = catchThrowableOfType(
                        BrokenFileException.class,
                        () -> of(Map.of(
                                "force-update", "perhaps",
                                "ladders-only", "true",
                                "levels-only", "true",
                                "on-error", "ignore",
                                "calendar", "lunar",
                                "encoding", "klingon",
                                "delimiter", "::")))
                .faults();

        assertThat(faults)
                .extracting(Fault::rule)
                .containsExactlyInAnyOrder(
                        "option-not-a-flag",
                        "options-exclude-each-other",
                        "option-not-understood",
                        "option-not-understood",
                        "unknown-encoding",
                        "delimiter-not-one-character");
    }

    @ParameterizedTest
    @CsvSource({"utf-8-sig,UTF-8", "UTF8,UTF-8", "utf-16,UTF-16LE", "cp1252,windows-1252", "iso-8859-6,ISO-8859-6"})
    void encodingsAreKnownByPythonsNamesToo(String name, String charset) {
        assertThat(of(Map.of("encoding", name)).charset()).isEqualTo(Charset.forName(charset));
    }

    private MerlinOptions of(Map<String, String> options) {
        return MerlinOptions.of("users.csv", options, config);
    }
}
