package io.waybill.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A school that changes from one system to the other, its days, what people answer, and the end of its year. */
final class SchoolWork implements Work {
    private static final int ROWS_OF_A_SCHOOL = 125;
    private static final String ISAMS = "school/isams";
    private static final String FIRST = InventedSchool.FIRST.toString();
    private static final String LATER = "2016-09-20";
    private static final Pattern EVERY_TENTH = Pattern.compile("<Pupil Id=\"\\d*3\">.*");

    @Override
    public void with(Workplace place, String name, int rows) throws Exception {
        place.database()
                .run(
                        "TRUNCATE datasources, eventsources, eventcategories, eras, users, locations, properties, services"
                                + " RESTART IDENTITY CASCADE",
                        "DELETE FROM waybill.decisions WHERE system = 'school'");
        InventedSchool school = new InventedSchool(SchoolSize.SMALL.times(Math.max(1, rows / ROWS_OF_A_SCHOOL)));
        Path base = Files.createDirectories(place.file("base"));
        school.writeSchoolBase(base);
        place.delivered(place.drop("school/schoolbase", place.zip(base), Map.of("start", FIRST)));
        weeks(place, base);
        for (String step : List.of("claim-source\nsource: SchoolBase", "trim")) {
            place.drop("school/year", "step.yaml", "step: " + step + "\n");
        }
        step(place, "convert\nfrom: SchoolBase\nto: iSAMS");
        Path export = Files.createDirectories(place.file("isams"));
        school.writeIsams(export);
        converted(place, export);
        days(place, export);
        recurring(place, name, rows);
        approvals(place, rows);
        step(place, "new-era\nname: 2017/18\nfirst: 2017-08-15\nlast: 2018-08-14");
        step(place, "end-of-era\nera: 2016/17");
    }

    private static void step(Workplace place, String step) throws IOException {
        place.delivered(place.drop("school/year", "step.yaml", "step: " + step + "\n"));
    }

    /** The activities of the weeks alone; one in twenty rows about members does not say of which occurrence it is. */
    private static void weeks(Workplace place, Path base) throws IOException {
        Path weeks = Files.createDirectories(place.file("weeks"));
        try (Stream<Path> files = Files.list(base)) {
            for (Path file : files.filter(one -> one.getFileName()
                            .toString()
                            .toLowerCase(java.util.Locale.ROOT)
                            .matches("(rtrotaweek|rtrwgroups|rtrwpupils|days)\\.csv"))
                    .toList()) {
                List<String> lines = Files.readAllLines(file);
                boolean pupils = file.getFileName().toString().startsWith("rtrwpupils");
                List<String> kept = new ArrayList<>(pupils ? lines.subList(0, 1 + lines.size() / 2) : lines);
                for (int i = 20; pupils && i < kept.size(); i += 20) {
                    kept.set(i, kept.get(i).replaceFirst(",.*", ",#REF!"));
                }
                Files.write(weeks.resolve(file.getFileName()), kept);
            }
        }
        place.drop("school/other-half", place.zip(weeks), Map.of("start", LATER));
    }

    /** Two of the staff may be each other, and a tenth of the lessons has a teacher whom nobody knows; people answer. */
    private static void converted(Workplace place, Path export) throws IOException {
        place.database().run("UPDATE staffs SET email = 'same@school.example' WHERE initials IN ('AAB', 'AAC')");
        Path data = export.resolve("data.xml");
        String right = Files.readString(data);
        Files.writeString(
                data,
                right.replaceFirst("<PreviousMISId>\\d+</PreviousMISId>(<Initials>AAB)", "<PreviousMISId/>$1")
                        .replaceFirst("<PreviousMISId>\\d+</PreviousMISId>(<Initials>AAC)", "<PreviousMISId/>$1")
                        .replace("Staff1@School", "same@School")
                        .replaceAll("(<Schedule Id=\"\\d*7\">.*?<Teacher>)", "$1x"));
        place.delivered(place.drop(ISAMS, place.zip(export), Map.of("start", FIRST, "convert", "true")));
        for (String id : place.database()
                .query("SELECT min(id)::text FROM waybill.rejects WHERE state = 'open' AND system = 'school'"
                        + " GROUP BY kind, rule")) {
            place.see("/rejects/" + id, "/rejects/" + id + "/candidates");
            place.admin().post("/rejects/" + id + "/look-up", Map.of("text", "a"));
        }
        String person = place.reject("rule = 'doubtful-person'");
        String key = place.database().value("SELECT id FROM staffs WHERE initials = 'AAB' ORDER BY id LIMIT 1");
        place.admin().post(person + "/choose", Map.of("answer", key));
        LedgerEntry preview = place.ended(place.admin().post("/rejects/deliver", Map.of("feed", ISAMS)));
        assertThat(preview.state()).as(preview.message()).isEqualTo(State.PREVIEWED);
        place.delivered(
                place.decided(place.ended(place.admin().post("/waybills/" + preview.number() + "/again", Map.of()))));
        Files.writeString(data, right);
        place.drop(ISAMS, place.zip(export), Map.of("start", FIRST, "convert", "true"));
    }

    /** Every tenth pupil leaves, and comes back when that is taken back. */
    private static void days(Workplace place, Path export) throws IOException {
        Path data = export.resolve("data.xml");
        String right = Files.readString(data);
        Files.writeString(data, EVERY_TENTH.matcher(right).replaceAll(""));
        LedgerEntry left = place.delivered(place.drop(ISAMS, place.zip(export), Map.of("start", LATER)));
        place.undone(left);
        Files.writeString(data, right);
    }

    /** Groups that files name, and duties; some of them of people whom nobody knows. */
    private static void recurring(Workplace place, String name, int rows) throws IOException {
        Path files = Files.createDirectories(place.file("recurring"));
        List<String> pupils = place.database()
                .query("SELECT name FROM pupils WHERE current GROUP BY name HAVING count(*) = 1 ORDER BY name");
        List<String> initials = place.database().query("SELECT initials FROM staffs WHERE active ORDER BY id");
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i * 10 < pupils.size(); i++) {
            groups.append("Choir ").append(i).append(":\n");
            for (String pupil : pupils.subList(i * 10, Math.min(pupils.size(), i * 10 + 10))) {
                groups.append("- \"").append(pupil).append("\"\n");
            }
        }
        Files.writeString(files.resolve("extra_pupil_groups.yml"), groups + "Odd:\n- Nobody\n");
        Files.writeString(files.resolve("extra_group_groups.yml"), "All:\n- Choir 0\n");
        String duties = IntStream.range(0, Math.max(2, rows / 10))
                .mapToObj(i -> "  - {title: Gate " + name + i + ", day: Monday, occurrence: first, staff: "
                        + (i % 10 == 1 ? "ZZ9" : initials.get(i % initials.size())) + ", note: High vis"
                        + (i % 10 == 0 ? ", greyed: perhaps" : "") + "}\n")
                .collect(Collectors.joining());
        Files.writeString(
                files.resolve("duties.yml"),
                "category: Duty\nweek: \"AB \"\nmorning:\n  starts: \"08:00\"\n  ends: \"08:25\"\n  each:\n" + duties);
        LedgerEntry page = place.drop("school/recurring", place.zip(files), Map.of("start", LATER));
        place.delivered(page);
        meant(place, pupils.get(0));
        Files.writeString(files.resolve("extra_pupil_groups.yml"), "Choir 0: []\n");
        place.drop("school/recurring", place.zip(files), Map.of("start", LATER));
    }

    /** Who is meant by a name in such a file is looked up and chosen on the desk. */
    private static void meant(Workplace place, String pupil) throws IOException {
        String member = place.reject("kind = 'extra-groups' AND rule = 'unknown-reference'");
        place.see(member + "/candidates");
        place.admin().post(member + "/look-up", Map.of("text", pupil));
        place.admin().post(member + "/choose", Map.of("answer", pupil));
        LedgerEntry preview = place.ended(place.admin().post("/rejects/deliver", Map.of("feed", "school/recurring")));
        assertThat(preview.state()).as(preview.message()).isEqualTo(State.PREVIEWED);
        place.delivered(place.ended(place.admin().post("/waybills/" + preview.number() + "/again", Map.of())));
    }

    private static void approvals(Workplace place, int rows) {
        place.database()
                .run(
                        "INSERT INTO users (name, email, administrator, email_notification) VALUES ('Olive', 'olive@school.example', true, true)",
                        "INSERT INTO concerns (user_id, element_id, owns) SELECT u.id, e.id, true FROM users AS u, elements AS e"
                                + " WHERE e.location_id IS NOT NULL",
                        "INSERT INTO commitments (event_id, element_id, status) SELECT v.id, e.id, 'requested'"
                                + " FROM (SELECT id FROM events WHERE NOT withdrawn ORDER BY id DESC LIMIT " + rows
                                + ") AS v,"
                                + " (SELECT id FROM elements WHERE location_id IS NOT NULL ORDER BY id LIMIT 1) AS e"
                                + " ON CONFLICT DO NOTHING");
        place.see("/reports/school/approvals");
    }
}
