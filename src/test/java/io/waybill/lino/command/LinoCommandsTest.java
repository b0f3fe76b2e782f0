package io.waybill.lino.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.TestHome;
import io.waybill.cli.Commands;
import io.waybill.cli.Commands.Ended;
import io.waybill.cli.ServedCommands;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.lino.restore.DumpZip;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code waybill lino}: what a person sees of a dump, and how one is made. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Empty
class LinoCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void aDumpIsInspectedWithoutADatabase() throws Exception {
        SampleSite.ofPartners(20).writeZip(folder.resolve("snapshot.zip"), "snapshot/");
        try (Commands commands = new Commands(TestHome.ofProject(folder.resolve("home")))) {
            Ended ended = commands.run(
                    "lino", "inspect", folder.resolve("snapshot.zip").toString());
            assertThat(ended.exitStatus()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.out())
                    .contains("snapshot.zip, G6 of the format")
                    .contains("Version    19.1.0")
                    .contains("Time zone  Europe/Tallinn")
                    .contains("Languages  en, de, pt_BR")
                    .contains("Manifest   none")
                    .containsPattern("contacts_partner +contacts.Partner +20 +1 +8")
                    .containsPattern("all +" + SampleSite.ofPartners(20).rows());
            try (Stream<Path> made = Files.list(folder.resolve("home/data & more"))) {
                assertThat(made.map(each -> each.getFileName().toString())).containsOnly("postgres");
            }
        }
    }

    @Test
    void aTimeZoneAndModelsThatNobodyKnowsAreRemarked() throws Exception {
        Path dump = folder.resolve("dump");
        SampleSite.ofPartners(20).writeFolder(dump);
        try (Commands commands = new Commands(TestHome.ofProject(folder.resolve("home")))) {
            assertThat(commands.run("lino", "inspect", dump.toString()).out())
                    .doesNotContain("time zone Europe")
                    .doesNotContain("that restore.py does not have");
            replace(dump.resolve("restore.py"), "'Europe/Tallinn'", "'Europe/Tallin'");
            replace(dump.resolve("notes_note.py"), ",contacts_Partner,", ",contacts_Patron,");
            replace(dump.resolve("notes_note.py"), "'Note 5'", "'Note \\q 5'");
            Ended ended = commands.run("lino", "inspect", dump.toString());
            assertThat(ended.exitStatus()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.out())
                    .contains(
                            "Note: restore.py names the time zone Europe/Tallin, which is not known. Where its times are local")
                    .containsPattern("Note: \\d+ rows of notes_note name models that restore.py does not have\\.")
                    .contains("Note: 1 backslash stands before a letter that it means nothing with; it is kept");
        }
    }

    private static void replace(Path file, String old, String now) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(old);
        Files.writeString(file, text.replace(old, now));
    }

    @Test
    void whatIsWrongWithADumpIsSaidAtOnce() throws Exception {
        Path dump = folder.resolve("dump");
        SampleSite.ofPartners(20).writeFolder(dump);
        Path notes = dump.resolve("notes_note.py");
        String text = Files.readString(notes);
        Files.writeString(notes, text.substring(0, text.length() / 2) + "\nimport os\nos.system('true')\n");
        Files.writeString(dump.resolve("old_table.py"), "");
        Files.writeString(
                dump.resolve("restore.py"),
                Files.readString(dump.resolve("restore.py"))
                        .replace("    kw.update(email=email)", "#    kw.update(email=email)"));
        try (Commands commands = new Commands(TestHome.ofProject(folder.resolve("home")))) {
            Ended ended = commands.run("lino", "inspect", dump.toString());
            assertThat(ended.exitStatus()).isEqualTo(1);
            assertThat(ended.out())
                    .contains("notes_note.py, line ")
                    .contains("Note: restore.py, line ")
                    .contains("Column email of contacts_partner is left out")
                    .contains("Note: old_table.py is not read");
            JsonNode json = new ObjectMapper()
                    .readTree(commands.run("lino", "inspect", "--json", dump.toString())
                            .out());
            assertThat(json.get("faultsTotal").asLong()).isPositive();
            assertThat(json.at("/faults/0/file").asText()).isEqualTo("notes_note.py");
            assertThat(json.get("findings")).hasSize(2);

            Files.writeString(
                    dump.resolve("restore.py"),
                    Files.readString(dump.resolve("restore.py"))
                            .replace("SOURCE_VERSION = '19.1.0'", "SOURCE_VERSION = '19\\x1b[31m'"));
            assertThat(commands.run("lino", "inspect", dump.toString()).out())
                    .contains("Version    19\\u001b[31m")
                    .doesNotContain("\u001b");
            Files.writeString(dump.resolve("restore.py"), "import os; os.system('true')");
            Ended broken = commands.run("lino", "inspect", dump.toString());
            assertThat(broken.exitStatus()).isEqualTo(1);
            assertThat(broken.out()).startsWith("restore.py, line 1");
            Path single = Files.writeString(folder.resolve("empty.zip"), " \n");
            assertThat(commands.run("lino", "inspect", single.toString()).out())
                    .startsWith("empty.zip: found an empty file, expected a dump.");
            Ended nowhere =
                    commands.run("lino", "inspect", folder.resolve("nowhere").toString());
            assertThat(nowhere.exitStatus()).isEqualTo(1);
            assertThat(nowhere.err()).contains("nowhere");
            assertThat(commands.run("lino", "inspect", "--encoding", "klingon", dump.toString())
                            .exitStatus())
                    .isEqualTo(2);
        }
    }

    @Test
    void twoDumpsAreComparedAndAStepIsDrafted() throws Exception {
        Path before = folder.resolve("before");
        Path after = folder.resolve("after");
        SampleSite.ofPartners(1).writeFolder(before);
        SampleSite.ofPartners(1).writeFolder(after);
        String script = Files.readString(after.resolve("restore.py"));
        Files.writeString(
                after.resolve("restore.py"),
                script.replace("SOURCE_VERSION = '19.1.0'", "SOURCE_VERSION = '19.2.0'")
                        .replaceAll("\\bemail\\b", "address"));
        try (Commands commands = new Commands(TestHome.ofProject(folder.resolve("home")))) {
            Ended ended = commands.run("lino", "diff", before.toString(), after.toString());
            assertThat(ended.exitStatus()).as(ended.err()).isZero();
            assertThat(ended.out().lines())
                    .contains(
                            "from: '19.1.0'",
                            "to: '19.2.0'",
                            "  # guess: in contacts_partner, email is address. Otherwise drop the old ones.",
                            "  - change-table: {table: contacts_partner, rename: {email: address}}");
            JsonNode json = new ObjectMapper()
                    .readTree(commands.run("lino", "diff", "--json", before.toString(), after.toString())
                            .out());
            assertThat(json.at("/changes/0").toString())
                    .isEqualTo("{\"kind\":\"column-renamed\",\"table\":\"contacts_partner\",\"column\":\"email\","
                            + "\"to\":\"address\",\"guess\":true}");
            assertThat(json.get("step").asText()).isEqualTo(ended.out());
            Files.delete(after.resolve("notes_note.py"));
            Ended incomplete = commands.run("lino", "diff", before.toString(), after.toString());
            assertThat(incomplete.exitStatus()).as(incomplete.err()).isZero();
            assertThat(incomplete.out()).isEqualTo(ended.out());
            assertThat(incomplete.err()).startsWith("AFTER, " + after + ": notes_note.py is missing");
            Ended scripts = commands.run(
                    "lino",
                    "diff",
                    before.resolve("restore.py").toString(),
                    after.resolve("restore.py").toString());
            assertThat(scripts.exitStatus()).as(scripts.err()).isZero();
            assertThat(scripts.out()).isEqualTo(ended.out());
            Files.writeString(after.resolve("restore.py"), "import os; os.system('true')");
            Ended broken = commands.run("lino", "diff", before.toString(), after.toString());
            assertThat(broken.exitStatus()).isEqualTo(1);
            assertThat(broken.err()).startsWith("AFTER, restore.py, line 1");
        }
    }

    @Test
    void aSiteIsDumpedFromTheTargetAndFromAnotherDatabase(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        database.run(
                "DELETE FROM django_content_type WHERE (app_label, model) NOT IN"
                        + " (('countries', 'country'), ('debts', 'entry'), ('contacts', 'roletype'))",
                "INSERT INTO countries_country VALUES ('EE', 'Estonia', 'Estland', 'None')");
        TestHome home = TestHome.ofProject(folder.resolve("home")).withTarget("LINO", database.settings());
        try (Commands commands = new Commands(home)) {
            String zip = folder.resolve("site.zip").toString();
            Ended ended = commands.run(
                    "lino", "dump", zip, "--languages", "en,de,pt_BR", "--site-version", "1.2 'x'\n", "-m", "10");
            assertThat(ended.exitStatus()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.out())
                    .contains("site.zip: 1 row of 3 tables, as they were at 20")
                    .contains("Note: 1 translation of countries_country is the word None");
            Ended inspected = commands.run("lino", "inspect", zip);
            assertThat(inspected.exitStatus()).as(inspected.out()).isZero();
            assertThat(inspected.out())
                    .contains("Manifest   every file is as it was written")
                    .contains("Languages  en, de, pt_BR");
            Ended taken = commands.run("lino", "dump", zip);
            assertThat(taken.exitStatus()).isEqualTo(1);
            assertThat(taken.err()).contains("is there already");

            Path nested = folder.resolve("no/folder/site.zip");
            assertThat(commands.run("lino", "dump", nested.toString()).err())
                    .contains("There is no folder " + nested.getParent(), "make it, or name another place");

            Path other = folder.resolve("other");
            Ended second =
                    commands.run("lino", "dump", "--target", database.url(), "--languages", "en,fr", other.toString());
            assertThat(second.exitStatus()).as(second.err()).isZero();
            assertThat(second.out())
                    .contains("Note: No text of the site has a column for each of the languages en, fr");
            // The database has roletype; the configuration names the model as the site does.
            assertThat(Files.readString(other.resolve("restore.py")))
                    .contains("contacts_RoleType = resolve_model(\"contacts.RoleType\")");
            assertThat(Files.readString(other.resolve("countries_country.py")))
                    .contains("create_countries_country('EE','Estonia','Estland','None')");
            assertThat(commands.run(
                                    "lino",
                                    "dump",
                                    "--languages",
                                    "en",
                                    folder.resolve("one").toString())
                            .out())
                    .contains(
                            "Note: Columns look like translations into de, pt_BR, which nobody has named beside en, and each is"
                                    + " written by itself: contacts_roletype.name_de, contacts_roletype.name_pt_BR,"
                                    + " countries_country.name_de, countries_country.name_pt_BR.");
            assertThat(commands.run(
                                    "lino",
                                    "dump",
                                    "--languages",
                                    "en,de",
                                    folder.resolve("two").toString())
                            .out())
                    .contains("Note: Columns look like translations into pt_BR, which nobody has named beside en, de,");
            Files.writeString(other.resolve("debts_entry.py"), "# nothing\n");
            Files.delete(other.resolve("countries_country.py"));
            Files.writeString(other.resolve("more.py"), "");
            Files.writeString(
                    other.resolve("restore.py"),
                    Files.readString(other.resolve("restore.py"))
                            .replace("    execfile(\"countries", "#    execfile(\"countries"));
            Ended changed = commands.run("lino", "inspect", other.toString());
            assertThat(changed.exitStatus()).isEqualTo(1);
            assertThat(changed.out())
                    .contains("Note: restore.py has been changed since Waybill wrote the dump.")
                    .contains("Note: debts_entry.py has been changed")
                    .contains("Note: countries_country.py is not there, but the manifest has it.")
                    .contains("Note: more.py was not there when Waybill wrote the dump.");
            assertThat(commands.run("lino", "dump", "--local-times", "Mars/Base", other.toString())
                            .exitStatus())
                    .isEqualTo(2);
            String nowhere = folder.resolve("y").toString();
            Ended otherServer = commands.run("lino", "dump", "--target", "mysql://me:secret@x", nowhere);
            assertThat(otherServer.exitStatus()).isEqualTo(2);
            assertThat(otherServer.err()).contains("--target is not the URL").doesNotContain("secret");
            Ended away = commands.run("lino", "dump", "--target", "jdbc:postgresql://127.0.0.1:1/x", nowhere);
            assertThat(away.exitStatus()).isEqualTo(1);
            assertThat(commands.run("lino", "dump", "-m", "0", nowhere).exitStatus())
                    .isEqualTo(2);
        }
    }

    @Test
    @Tag("thorough")
    void aDropEndsWithTheStatusOfWhatBecameOfIt(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        SampleSite site = SampleSite.ofPartners(2);
        String good = DumpZip.of(site, folder).write(folder.resolve("good.zip")).toString();
        String bad = DumpZip.of(site, folder)
                .with(
                        "django_site.py",
                        text -> text.replace("create_django_site(1,'", "create_django_site(1,'" + "x".repeat(101)))
                .write(folder.resolve("bad.zip"))
                .toString();
        String cut = DumpZip.of(site, folder)
                .with("django_site.py", text -> "")
                .write(folder.resolve("cut.zip"))
                .toString();
        try (ServedCommands commands = new ServedCommands(
                TestHome.ofProject(folder.resolve("home")).withTarget("LINO", database.settings()))) {
            assertThat(status(commands, good, "--preview")).isZero();
            assertThat(status(commands, bad, "--preview")).isEqualTo(4);
            assertThat(status(commands, bad)).isEqualTo(4);
            assertThat(status(commands, bad, "--again", "--preview", "-o", "accept-loss=1"))
                    .isEqualTo(3);
            assertThat(status(commands, bad, "--again", "-o", "accept-loss=1")).isEqualTo(3);
            assertThat(status(commands, cut)).isEqualTo(1);
            assertThat(status(commands, good, "-o", "way=sideways")).isEqualTo(2);
            assertThat(commands.run("drop", "lino/restore", good, "-o", "way=sideways")
                            .err())
                    .contains("waybill: --option way: found 'sideways'");
            assertThat(status(commands, good)).isZero();
            assertThat(database.value("SELECT count(*) FROM django_site")).isEqualTo("1");
        }
    }

    private static int status(ServedCommands commands, String dump, String... options) {
        List<String> all = new ArrayList<>(List.of("drop", "lino/restore", dump, "--wait", "-o", "source.use-tz=true"));
        all.addAll(List.of(options));
        return commands.run(all.toArray(String[]::new)).exitStatus();
    }
}
