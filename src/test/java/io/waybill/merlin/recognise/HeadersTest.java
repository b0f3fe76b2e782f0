package io.waybill.merlin.recognise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.csv.CsvRow;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.config.MerlinConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    private final MerlinConfig config = MerlinConfig.load(Path.of("config"));
    private final Headers headers = new Headers(config);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Email,Name,Gmail,Phone,Team,Tribe,Chapter,Leader,PR,Role | USERS",
                "Email,Name,Gmail,Phone,Team,Tribe,Leader,Agile Coach,Role | USERS",
                " E-MAIL , full name | USERS",
                "\uFEFFemail | USERS",
                "organization_name | ORGANIZATIONS",
                "chapter_name,chapter_description,chapter_leader_email | CHAPTERS",
                "Tribe Name,tribe description,TRIBE_CATEGORY | TRIBES",
                "team_name,team_description,team_tribe_name,team_category,team_leader_email | TEAMS",
                "ladder_code,ladder_title,ladder_description | LADDERS",
                "ladder_code,aspect_code,level,stage,weight | LADDERS",
                "user_email,event_type,event_date,ladder_code,ladder_title | HISTORY",
                "ایمیل,نام,تیم,چپتر | USERS",
                "ايميل,نام خانوادگي,تيم | USERS",
                "نام تیم,ایمیل لیدر تیم | TEAMS",
                "کد لدر,نام لدر | LADDERS",
                "ایمیل کاربر,نوع رویداد,تاریخ رویداد,پله حقوقی | HISTORY",
            })
    void aFileIsKnownByItsHeader(String header, MerlinFeed feed) {
        assertThat(recognise("file.csv", 1, List.of(header.split(","))).feed()).isEqualTo(feed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Email,\"Name\",Team", "Email;Name", "ایمیل\tنام", "email|name"})
    void aHeaderInOneCellIsSaidToBeAWholeLineInQuotes(String header) {
        for (Fault fault : List.of(
                catchThrowableOfType(
                                BrokenFileException.class,
                                () -> headers.recognise("users.csv", 1, List.of(header), false))
                        .faults()
                        .get(0),
                catchThrowableOfType(
                                BrokenFileException.class,
                                () -> headers.of(MerlinFeed.USERS, "users.csv", 1, List.of(header), false))
                        .faults()
                        .get(0))) {
            assertThat(fault.rule()).isEqualTo("whole-line-quoted");
            assertThat(fault.advice()).contains("in quotes as a whole");
        }
    }

    @ParameterizedTest
    @EnumSource(MerlinFeed.class)
    void everyHeaderOfEveryColumnIsUnderstoodInAnyOrderAndInCapitals(MerlinFeed feed) {
        Random random = new Random(7);
        for (String column : feed.columns()) {
            for (String word : config.headers().of(feed).get(column)) {
                List<String> header = new ArrayList<>(feed.columns());
                header.set(
                        header.indexOf(column),
                        " " + word.toUpperCase(Locale.ROOT).replace('_', ' '));
                Collections.shuffle(header, random);

                Columns columns = recognise("x.csv", 1, header);

                assertThat(columns.feed()).isEqualTo(feed);
                assertThat(columns.unknown()).isEmpty();
                assertThat(columns.name(column))
                        .isEqualTo(word.toUpperCase(Locale.ROOT).replace('_', ' '));
            }
        }
    }

    @Test
    void theNameOfTheFileBreaksATieOnly() {
        List<String> both = List.of("tribe_name", "team_name");

        assertThat(recognise("our-teams.csv", 1, both).feed()).isEqualTo(MerlinFeed.TEAMS);
        assertThat(recognise("Tribes.csv", 1, both).feed()).isEqualTo(MerlinFeed.TRIBES);
        assertThat(recognise("teams.csv", 1, List.of("tribe_name", "tribe_category", "team_name"))
                        .feed())
                .isEqualTo(MerlinFeed.TRIBES);
        assertThat(refusal(() -> recognise("teams_and_tribes.csv", 1, both)))
                .extracting(Fault::rule, Fault::expected)
                .containsExactly("ambiguous-file", "columns of one feed, not of tribes and teams");
    }

    @Test
    void aFileThatIsNotRecognisedIsToldWhatEachFeedExpects() {
        Fault fault = refusal(() -> recognise("x.csv", 3, List.of("Foo", "", " Bar ")));

        assertThat(fault.sentence())
                .contains(
                        "x.csv, line 3",
                        "found Foo, Bar",
                        "users has email",
                        "history has user_email, event_type, event_date");
    }

    @Test
    void aFileInTheWrongFolderIsToldTheRightOne() {
        Fault fault = refusal(() -> of(MerlinFeed.USERS, "teams.csv", 1, List.of("team_name")));

        assertThat(fault.sentence()).contains("the columns of feed users: email", "drop it into inbox/merlin/teams/");
    }

    @Test
    void aHeaderThatStandsTwiceIsRefused() {
        Fault fault = refusal(() -> recognise("x.csv", 1, List.of("Email", "Name", "name")));

        assertThat(fault.sentence()).contains("field name", "columns 2 and 3", "each header once");
    }

    @Test
    void ofSeveralHeadersOfOneColumnTheFirstOfTheMappingFileThatIsFilledInCounts() {
        Columns columns = recognise("x.csv", 1, List.of("Agile Coach", "Email", "PR"));

        assertThat(columns.cell(new CsvRow(2, List.of("old@x.ir", "a@x.ir", "new@x.ir")), "agile_coach"))
                .isEqualTo("new@x.ir");
        assertThat(columns.cell(new CsvRow(3, List.of("old@x.ir", "a@x.ir", " ")), "agile_coach"))
                .isEqualTo("old@x.ir");
        assertThat(columns.cell(new CsvRow(4, List.of("", "a@x.ir")), "agile_coach"))
                .isEmpty();
        assertThat(columns.cell(new CsvRow(4, List.of("", "a@x.ir")), "team")).isEmpty();
    }

    @Test
    void whatMeansNothingIsTold() {
        assertThat(recognise("x.csv", 1, List.of("Email", "Shoe size", "", "Name"))
                        .unknown())
                .containsExactly("Shoe size");
    }

    @Test
    void aHeaderMeansOneColumn() {
        assertThatThrownBy(() -> new HeaderWords(
                        MerlinFeed.CHAPTERS,
                        Map.of("chapter_name", List.of("Chapter"), "chapter_department", List.of("chapter")),
                        List.of()))
                .hasMessageContaining("feeds.chapters.columns: 'chapter' means both");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user_email,event_type,event_date,ladder_code,ladder_title,aspect_details_json | HISTORY | LADDERS",
                "user_email,event_type,event_date,ladder_code,ladder_title,aspect_details_json | HISTORY | USERS",
                "ladder_code,aspect_code,level,stage,weight | LADDERS | HISTORY",
                "email,name,team,tribe,role,team_name | USERS | TEAMS",
                "team_name,team_tribe_name,tribe_name | TEAMS | TRIBES",
                "ایمیل کاربر,نوع رویداد,تاریخ رویداد,کد لدر | HISTORY | LADDERS",
                "organization_name,organization_description,chapter_name | ORGANIZATIONS | CHAPTERS",
            })
    void aFileThatAnotherFeedUnderstandsBetterIsRefusedWithTheNameOfThatFeed(
            String header, MerlinFeed feed, MerlinFeed wrong) {
        List<String> cells = List.of(header.split(","));

        assertThat(recognise("x.csv", 1, cells).feed()).isEqualTo(feed);
        assertThat(of(feed, "x.csv", 1, cells).feed()).isEqualTo(feed);
        assertThat(refusal(() -> of(wrong, wrong.word() + ".csv", 1, cells)).sentence())
                .contains(
                        "It looks like a file of " + feed.word(),
                        "inbox/merlin/" + feed.word() + "/",
                        "waybill import ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user_email,event_type,ladder_code,ladder_title,aspect_details_json | event_date | history",
                "email,event_type,event_date,pay_band,bonus | user_email | history",
                "ladder_code,ladder_title,overall_score,performance_label | user_email, event_type, event_date | history",
                "name,phone,team,leader | email | users",
            })
    void aFileThatLacksAColumnOfItsFeedIsNotTakenForAnother(String header, String lacks, String feed) {
        assertThat(refusal(() -> recognise("x.csv", 1, List.of(header.split(","))))
                        .sentence())
                .contains("It looks like a file of " + feed, "it lacks " + lacks);
    }

    @Test
    void aFileThatItsFeedWouldMostlyIgnoreIsRefusedUnlessThatIsWanted() {
        List<String> header = List.of("Email", "Shoe size", "", "Desk", "Badge", "Name");

        assertThat(refusal(() -> recognise("x.csv", 1, header)).sentence())
                .contains("found Shoe size, Desk, Badge", "nothing to feed users", "ignore-columns=true");
        assertThat(refusal(() -> of(MerlinFeed.USERS, "x.csv", 1, header)).rule())
                .isEqualTo("mostly-unknown");
        assertThat(headers.recognise("x.csv", 1, header, true).unknown()).containsExactly("Shoe size", "Desk", "Badge");
        assertThat(recognise("x.csv", 1, header.subList(0, 2)).unknown()).containsExactly("Shoe size");
    }

    @Test
    void aFileOfRejectsMayHaveTheColumnsOfSeveralFeeds() {
        List<String> header = List.of("email", "ladder_code", "ladder_name", "aspect_code", "level");

        assertThat(headers.ofRejects(MerlinFeed.USERS, "rejects.csv", 1, header).has("email"))
                .isTrue();
        assertThat(refusal(() -> headers.ofRejects(MerlinFeed.TEAMS, "rejects.csv", 1, header))
                        .rule())
                .isEqualTo("missing-column");
    }

    private Columns recognise(String file, long line, List<String> header) {
        return headers.recognise(file, line, header, false);
    }

    private Columns of(MerlinFeed feed, String file, long line, List<String> header) {
        return headers.of(feed, file, line, header, false);
    }

    private static Fault refusal(Runnable recognising) {
        return catchThrowableOfType(BrokenFileException.class, recognising::run)
                .faults()
                .get(0);
    }
}
