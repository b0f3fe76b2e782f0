package io.waybill.merlin.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.merlin.MerlinSystem;
import io.waybill.merlin.feed.Import.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Which users of the target the people of a drop are: by addresses in any form, by former ones, by what only they have. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(MerlinSystem.class)
class PeopleTest {
    /** The address {@code u#@x.ir} as the original import, or a person, may have stored it. */
    private static final List<String> STORED = List.of(
            "U#@X.IR",
            " u#@x.ir",
            "u#@x.ir ",
            "u# @x.ir",
            "u#@x.ir\u200F",
            "\u200Eu#@x.ir",
            "\uFEFFu#@x.ir",
            "u#\u200B@x.ir",
            "u#@x.ir\u00A0",
            "u#\u200C@x.ir",
            "\u2066u#@x.ir\u2069",
            "u#@x.\u00ADir",
            "u#@x.ir\t",
            "\uFF55#\uFF20\uFF58.ir",
            "mailto:u#@x.ir",
            "<u#@x.ir>",
            "'u#@x.ir'",
            "u#@x.ir;",
            "u#@x.ir,",
            "Mailto:<U#@x.ir>.");

    @TempDir
    Path folder;

    private TestDatabase database;
    private Import drop;

    @BeforeEach
    void theApplicationsTablesAreThere(TestDatabase database) {
        this.database = database;
        drop = new Import(database, folder);
    }

    @Test
    void anAddressIsTheSameHoweverTheTargetHasStoredItInEveryFeed() {
        IntStream.range(0, STORED.size()).forEach(i -> user(i + 1, stored(i), "", "", ""));
        List<String> users = new ArrayList<>(List.of("Email,Name,Leader"));
        List<String> teams = new ArrayList<>(List.of("team_name,team_leader_email"));
        List<String> chapters = new ArrayList<>(List.of("chapter_name,chapter_leader_email"));
        List<String> tribes =
                new ArrayList<>(List.of("tribe_name,tribe_engineering_director_email,tribe_product_director_email"));
        List<String> history = new ArrayList<>(List.of("user_email,event_type,event_date"));
        for (int i = 0; i < STORED.size(); i++) {
            users.add(plain(i) + ",Person" + i + "," + (i == 0 ? "" : plain(i - 1)));
            teams.add("Team" + i + "," + plain(i));
            chapters.add("Chapter" + i + "," + plain(i));
            tribes.add("Tribe" + i + "," + plain(i) + "," + plain(i));
            history.add(plain(i) + ",NOTICE,2024-01-01");
        }

        Result result = drop.file("users.csv", users.toArray(String[]::new))
                .file("teams.csv", teams.toArray(String[]::new))
                .file("chapters.csv", chapters.toArray(String[]::new))
                .file("tribes.csv", tribes.toArray(String[]::new))
                .file("history.csv", history.toArray(String[]::new))
                .option("create-missing")
                .option("create-users")
                .deliver();

        assertThat(result.faults()).isEmpty();
        assertThat(database.query("SELECT email, name FROM api_user ORDER BY id"))
                .as("each is known, and keeps the address as it is stored")
                .containsExactlyElementsOf(IntStream.range(0, STORED.size())
                        .mapToObj(i -> stored(i) + "|Person" + i)
                        .toList());
        assertThat(database.query("SELECT count(*), count(DISTINCT leader_id) FROM api_team"))
                .containsExactly("20|20");
        assertThat(database.query("SELECT count(DISTINCT leader_id) FROM api_chapter"))
                .containsExactly("20");
        assertThat(database.query("SELECT count(DISTINCT product_director_id) FROM api_tribe"))
                .containsExactly("20");
        assertThat(database.query("SELECT count(DISTINCT user_id) FROM api_timelineevent"))
                .containsExactly("20");
    }

    @Test
    void theExactAddressWinsThenOneInOtherCapitalsAndOtherwiseItIsAmbiguous() {
        user(1, "a@x.ir", "", "", "");
        user(2, "a@x.ir\u200F", "", "", "");
        user(3, "B@x.ir", "", "", "");
        user(4, "b @x.ir", "", "", "");
        user(5, "c@x.ir ", "", "", "");
        user(6, "c@x.ir\u200F", "", "", "");
        user(7, "D@x.ir", "", "", "");
        user(8, "d@X.ir", "", "", "");

        Result result = drop.file("users.csv", "Email,Name", "a@x.ir,A", "b@x.ir,B", "c@x.ir,C", "d@x.ir,D")
                .file("teams.csv", "team_name,team_leader_email", "T1,a@x.ir", "T2,b@x.ir", "T3,c@x.ir", "T4,D@x.ir")
                .file(
                        "history.csv",
                        "user_email,event_type,event_date",
                        "b@x.ir,NOTICE,2024-01-01",
                        "c@x.ir,NOTICE,2024-01-01")
                .option("create-missing")
                .deliver();

        assertThat(result.faults())
                .containsExactly(
                        "3 team_leader_email ambiguous-user: c@x.ir",
                        "7 email ambiguous-user: c@x.ir",
                        "8 email ambiguous-user: d@x.ir",
                        "10 user_email ambiguous-user: c@x.ir");
        assertThat(database.query("SELECT id, name FROM api_user WHERE name <> '' ORDER BY id"))
                .containsExactly("1|A", "3|B");
        assertThat(database.query("SELECT leader_id FROM api_team ORDER BY 1")).containsExactly("1", "3", "7");
        assertThat(database.query("SELECT user_id FROM api_timelineevent")).containsExactly("3");
    }

    @Test
    void theCheckTellsOfTheSameAddressesThatCannotBeToldApart() throws IOException {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < STORED.size(); i++) {
            user(2 * i + 1, plain(i), "", "", "");
            user(2 * i + 2, stored(i), "", "", "");
            pairs.add("users " + (2 * i + 1) + ", " + (2 * i + 2));
        }
        List<String> others = List.of(
                "", " ", "سارا@x.ir", "علی@x.ir", "v.1@x.ir", "v1@x.ir", "v-1@x.ir", "not-an-email", "a,b@x.ir");
        IntStream.range(0, others.size()).forEach(i -> user(100 + i, others.get(i), "", "", ""));

        String check = Files.readString(Path.of("config/checks/merlin/duplicate-emails.sql"));
        assertThat(database.query(check)).containsExactlyElementsOf(pairs);
    }

    @Test
    void anAddressThatIsSomebodysLoginNameIsARejectAndTheOthersAreDelivered() {
        user(1, "ada.new@x.ir", "Ada", "", "");
        database.run("UPDATE api_user SET username = 'ada@x.ir'");
        String longest = "x".repeat(60) + "@" + "y".repeat(60) + "." + "z".repeat(40) + ".ir";

        Result result = drop.file(
                        "users.csv", "Email,Name,Leader", "ada@x.ir,Someone,", "b@x.ir,Ben,ada@x.ir", "c@x.ir,Cyd,")
                .file("teams.csv", "team_name,team_leader_email", "Core,ADA@x.ir", "Infra,c@x.ir", "Long," + longest)
                .option("create-users")
                .option("create-missing")
                .deliver();

        assertThat(result.faults())
                .containsExactly(
                        "1 team_leader_email user-not-found: ADA@x.ir",
                        "3 team_leader_email email-too-long: " + longest,
                        "3 team_leader_email user-not-found: " + longest,
                        "4 email email-taken: ada@x.ir",
                        "5 leader user-not-found: ada@x.ir");
        assertThat(people()).containsExactly("1|ada.new@x.ir|ada@x.ir|Ada", "4|c@x.ir|c@x.ir|Cyd");
        assertThat(database.query("SELECT name FROM api_team")).containsExactly("Infra");
    }

    @Test
    void somebodyNewWhoSharesWhatOnlyOneHasIsPerhapsThatOne() {
        user(1, "ada@x.ir", "Ada", "ada.g@gmail.com", "0912 000 0001");
        user(2, "bob@x.ir", "Bob", "bob@gmail.com", "+98 912 000 0002");
        user(3, "cyd@x.ir", "علي", "", "5551234");
        user(4, "dan@x.ir", "Dan", "shared@gmail.com", "02100000000");
        user(5, "eve@x.ir", "Eve", "shared@gmail.com", "02100000000");

        Result result = drop.file(
                        "users.csv",
                        "Email,Name,Gmail,Phone",
                        "ada.lovelace@x.ir,Ada,ada.g@gmail.com,09120000001",
                        "bob2@x.ir,,,۰۹۱۲۰۰۰۰۰۰۲",
                        "bob@gmail.com,Robert,,",
                        "bob@GMAIL.com,Bob,,",
                        "sara@x.ir,علی,,",
                        "tom@x.ir,Tom,,5551234",
                        "dan2@x.ir,Don,shared@gmail.com,02100000000",
                        "eve@x.ir,Eve,,",
                        "eva@x.ir,Eve,,",
                        "bob3@x.ir,Robert,bob@gmail.com,00989120000002")
                .deliver();

        assertThat(result.faults())
                .as("neither a name nor a number alone that somebody of another name has, nor what several have")
                .containsExactly(
                        "1 email email-changed: ada.lovelace@x.ir",
                        "2 email email-changed: bob2@x.ir",
                        "3 email rows-disagree: lines 4, 5",
                        "4 email rows-disagree: lines 4, 5",
                        "10 email email-changed: bob3@x.ir");
        assertThat(database.query("SELECT email FROM api_user WHERE id > 5 ORDER BY 1"))
                .containsExactly("dan2@x.ir", "eva@x.ir", "sara@x.ir", "tom@x.ir");
    }

    @Test
    void whoeverIsInTheDropBesidesIsSomebodyElseAndSoIsWhoeverIsSaidToBeNew() {
        user(1, "ada@x.ir", "Ada", "ada.g@gmail.com", "");
        String twin = "ada2@x.ir,Ada,ada.g@gmail.com,";

        assertThat(drop.file("users.csv", "Email,Name,Gmail,Former Email", twin)
                        .deliver()
                        .faults())
                .containsExactly("1 email email-changed: ada2@x.ir");
        assertThat(drop.file("users.csv", "Email,Name,Gmail,Former Email", twin, "ada@x.ir,,,")
                        .deliver()
                        .faults())
                .isEmpty();
        assertThat(drop.file("users.csv", "Email,Name,Gmail,Former Email", "ada3@x.ir,Ada,ada.g@gmail.com,ada3@x.ir")
                        .deliver()
                        .faults())
                .isEmpty();
        assertThat(people())
                .extracting(row -> row.split("\\|")[1])
                .containsExactly("ada@x.ir", "ada2@x.ir", "ada3@x.ir");
    }

    @Test
    void aFormerAddressRenamesOnceAndBothAreKnownInTheDrop() {
        user(1, "ada@x.ir", "Ada", "", "");
        user(2, "bob@x.ir", "Bob", "", "");
        database.run("UPDATE api_user SET username = 'bob' WHERE id = 2");
        for (int run = 0; run < 2; run++) {
            Result result = drop.file(
                            "users.csv",
                            "Email,Former Email,Leader",
                            "ada.lovelace@x.ir,ADA@x.ir,",
                            "robert@x.ir,bob@x.ir,ada@x.ir",
                            "cyd@x.ir,,ada.lovelace@x.ir")
                    .file("teams.csv", "team_name,team_leader_email", "Core,bob@x.ir", "Infra,robert@x.ir")
                    .file(
                            "history.csv",
                            "user_email,event_type,event_date",
                            "ada@x.ir,NOTICE,2024-01-01",
                            "ada.lovelace@x.ir,NOTICE,2024-02-01")
                    .option("create-missing")
                    .deliver();

            assertThat(result.faults()).as("run " + run).isEmpty();
            assertThat(result.changes().isEmpty()).isEqualTo(run == 1);
            assertThat(people())
                    .containsExactly(
                            "1|ada.lovelace@x.ir|ada.lovelace@x.ir|Ada",
                            "2|robert@x.ir|bob|Bob",
                            "3|cyd@x.ir|cyd@x.ir|");
        }
        assertThat(database.query("SELECT leader_id FROM api_user ORDER BY id")).containsExactly("∅", "1", "1");
        assertThat(database.query("SELECT leader_id FROM api_team ORDER BY id")).containsExactly("2", "2");
        assertThat(database.query("SELECT user_id FROM api_timelineevent")).containsExactly("1", "1");
    }

    @Test
    void addressesThatMoveOnInTurnMoveOnOnceInAnyOrder() {
        List<String> rows =
                new ArrayList<>(List.of("b@x.ir,a@x.ir,A", "c@x.ir,b@x.ir,B", "d@x.ir,c@x.ir,C", "e@x.ir,,E"));
        for (int seed = 0; seed < 4; seed++) {
            database.run("DELETE FROM api_user");
            user(1, "a@x.ir", "", "", "");
            user(2, "b@x.ir", "", "", "");
            user(3, "c@x.ir", "", "", "");
            Collections.shuffle(rows, new Random(seed));
            for (int run = 0; run < 2; run++) {
                Result result = drop.file(
                                "users.csv",
                                Stream.concat(Stream.of("Email,Old Email,Name"), rows.stream())
                                        .toArray(String[]::new))
                        .deliver();
                assertThat(result.faults()).isEmpty();
                assertThat(people())
                        .as("seed " + seed + ", run " + run)
                        .extracting(row -> row.replaceFirst("^(\\d+)\\|.*\\|(.*\\|.*)$", "$1|$2"))
                        .startsWith("1|b@x.ir|A", "2|c@x.ir|B", "3|d@x.ir|C");
                assertThat(result.changes().isEmpty()).isEqualTo(run == 1);
            }
        }
    }

    @Test
    void anAddressThatSomebodyElseHasIsNotGiven() {
        user(1, "a@x.ir", "", "", "");
        user(2, "b@x.ir", "", "", "");
        user(3, "c@x.ir", "", "", "");

        assertThat(drop.file("users.csv", "Email,Former Email", "a@x.ir,b@x.ir", "b@x.ir,a@x.ir")
                        .deliver()
                        .faults())
                .as("an exchange looks the same before and after")
                .containsExactly(
                        "1 former_email both-addresses-known: b@x.ir", "2 former_email both-addresses-known: a@x.ir");
        assertThat(drop.file("users.csv", "Email,Former Email", "a@x.ir,b@x.ir")
                        .deliver()
                        .faults())
                .containsExactly("1 former_email both-addresses-known: b@x.ir");
        assertThat(drop.file("users.csv", "Email,Former Email,Name", "n@x.ir,a@x.ir,A", "m@x.ir,a@x.ir,A", "b@x.ir,,B")
                        .deliver()
                        .faults())
                .containsExactly("1 email same-user: n@x.ir", "2 email same-user: m@x.ir");
        assertThat(drop.file("users.csv", "Email,Former Email", "n@x.ir,gone@x.ir")
                        .deliver()
                        .faults())
                .containsExactly("1 former_email user-not-found: gone@x.ir");
        assertThat(drop.file("users.csv", "Email,Former Email,Team", "b@x.ir,a@x.ir,", "n@x.ir,b@x.ir,Nowhere")
                        .deliver()
                        .faults())
                .as("who does not give it up keeps it")
                .containsExactly("1 email address-in-use: b@x.ir", "2 team team-not-found: Nowhere");
        database.run("UPDATE api_user SET username = 'n@x.ir' WHERE id = 3");
        assertThat(drop.file("users.csv", "Email,Former Email", "n@x.ir,a@x.ir")
                        .deliver()
                        .faults())
                .containsExactly("1 email email-taken: n@x.ir");
        assertThat(people()).containsExactly("1|a@x.ir|a@x.ir|", "2|b@x.ir|b@x.ir|B", "3|c@x.ir|n@x.ir|");
    }

    @Test
    void whatRefersToAnAddressThatARejectWouldHaveGivenIsARejectToo() {
        user(1, "a@x.ir", "", "", "");

        Result result = drop.file(
                        "users.csv",
                        "Email,Former Email,Team,Leader",
                        "n@x.ir,a@x.ir,Nowhere,",
                        "b@x.ir,,,n@x.ir",
                        "c@x.ir,,,a@x.ir")
                .deliver();

        assertThat(result.faults())
                .containsExactly("1 team team-not-found: Nowhere", "2 leader user-not-found: n@x.ir");
        assertThat(people()).containsExactly("1|a@x.ir|a@x.ir|", "3|c@x.ir|c@x.ir|");
    }

    @Test
    void anAddressIsCorrectedByItself() {
        user(1, "a @x.ir\u200F", "Ana", "", "");
        user(2, "not an email", "Ben", "", "");

        Result result = drop.file("users.csv", "Email,Former Email", "a@x.ir,a@x.ir", "ben@x.ir,Not An Email")
                .deliver();

        assertThat(result.faults()).isEmpty();
        assertThat(people()).containsExactly("1|a@x.ir|a@x.ir|Ana", "2|ben@x.ir|ben@x.ir|Ben");
    }

    private static String plain(int i) {
        return "u" + i + "@x.ir";
    }

    private static String stored(int i) {
        return STORED.get(i).replace("#", String.valueOf(i));
    }

    private List<String> people() {
        return database.query("SELECT id, email, username, name FROM api_user ORDER BY id");
    }

    private void user(int id, String email, String name, String gmail, String phone) {
        database.run(
                "INSERT INTO api_user (id, uuid, password, is_superuser, username, first_name, last_name, email, is_staff,"
                        + " is_active, date_joined, name, gmail, phone) VALUES (" + id
                        + ", gen_random_uuid(), '', false, '"
                        + email.replace("'", "''") + "', '', '', '" + email.replace("'", "''")
                        + "', false, true, now(), '" + name
                        + "', '" + gmail + "', '" + phone + "')");
    }
}
