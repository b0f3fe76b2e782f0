package io.waybill.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.LedgerEntry;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.demo.SampleOrganization;
import io.waybill.model.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An organisation with its history, mistakes in it and what people do about them. */
final class MerlinWork implements Work {
    private static final Map<String, String> CREATE =
            Map.of("create-missing", "true", "create-users", "true", "force-update", "true");

    @Override
    public void with(Workplace place, String name, int rows) throws Exception {
        names(place, name, rows);
        rejects(place, name, rows);
        organization(place, rows);
        moves(place, name, rows);
        addresses(place, name, rows);
        things(place, name, rows);
    }

    private static void names(Workplace place, String name, int rows) throws IOException {
        place.delivered(place.drop(
                "merlin/teams", name + "-teams.csv", "team_name\nOne of " + name + "\nTwo of " + name + "\n"));
        place.delivered(place.drop("merlin/users", name + ".csv", users(name, rows, "Ann")));
        // More than half of all users changes name: held, looked at, approved at once.
        LedgerEntry approved = place.drop("merlin/users", name + "-two.csv", users(name, rows, "Bea"));
        place.undone(place.delivered(approved));
    }

    private static String users(String name, int rows, String called) {
        return lines("email,name,team", rows, i -> name + i + "@x.example," + called + " " + i + ",One of " + name);
    }

    private interface Line {
        String of(int row);
    }

    private static String lines(String header, int rows, Line line) {
        return IntStream.range(0, rows).mapToObj(line::of).collect(Collectors.joining("\n", header + "\n", "\n"));
    }

    /** Half of them for one cause. */
    private static void rejects(Workplace place, String name, int rows) throws IOException {
        String file = lines(
                "email,name,team",
                rows,
                i -> name + "r" + i + "@x.example,Name," + (i % 2 == 0 ? "One of" + name : "Nowhere " + name + i / 8));
        LedgerEntry carried = place.drop("merlin/users", name + "-rejects.csv", file);
        assertThat(carried.results().rejected()).isEqualTo(rows);
        place.drop("merlin/users", name + "-rejects.csv", file);

        String reject = place.reject("waybill = " + carried.number() + " AND cause = ARRAY['One of" + name + "']");
        place.see("/rejects?waybill=" + carried.number(), reject, reject + "/candidates", "/rejects/best");
        assertThat(place.admin()
                        .post(reject + "/choose", Map.of("answer", "One of " + name, "for", "all"))
                        .status())
                .isEqualTo(303);
        place.admin().post(reject + "/choose", Map.of("do", "forget", "for", "all"));
        place.admin()
                .post("/rejects/best", Map.of("accept", reject.substring("/rejects/".length()) + "=One of " + name));
        place.admin().post(reject + "/choose", Map.of("do", "forget", "for", "all"));
        place.admin().post(reject + "/choose", Map.of("answer", "One of " + name, "for", "all"));
        place.see("/rejects");
        LedgerEntry preview = place.ended(place.admin().post("/rejects/deliver", Map.of("feed", "merlin/users")));
        assertThat(preview.state()).as(preview.message()).isEqualTo(State.PREVIEWED);
        LedgerEntry mended =
                place.decided(place.ended(place.admin().post("/waybills/" + preview.number() + "/again", Map.of())));
        place.delivered(mended);
        // Once more, for good, and with what was mended in between.
        byte[] longer = (file + name + "@y.example,Y,One of " + name + "\n").getBytes(StandardCharsets.UTF_8);
        place.decided(place.waybill().again("merlin/users", name + "-rejects.csv", longer));
        place.undone(mended);
    }

    /** All feeds; first without the older half of the history, then again as forced. */
    private static void organization(Workplace place, int rows) throws IOException {
        SampleOrganization organization = new SampleOrganization(
                7, Math.max(10, rows), Math.max(2, rows / 10), Math.max(10, rows * 2), true, true);
        for (MerlinFeed feed : MerlinFeed.values()) {
            Path file = place.file(feed.word() + ".csv");
            organization.write(feed, file);
            if (feed == MerlinFeed.HISTORY) {
                history(place, file);
            } else {
                place.drop("merlin/" + feed.word(), file, CREATE);
            }
        }
    }

    private static void history(Workplace place, Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> newer = new ArrayList<>(lines.subList(0, 1));
        List<String> older = new ArrayList<>(lines.subList(0, 1));
        for (int i = 1; i < lines.size(); i++) {
            (i % 3 == 0 ? older : newer).add(lines.get(i));
        }
        place.drop("merlin/history", Files.write(place.file("newer.csv"), newer), CREATE);
        place.drop("merlin/history", Files.write(place.file("older.csv"), older), CREATE);
        place.drop("merlin/history", file, Map.of("update-existing", "true"));
    }

    /** People who move on two days, and back. */
    private static void moves(Workplace place, String name, int rows) throws IOException {
        String moves = IntStream.range(0, rows)
                .mapToObj(i -> name + i + "@x.example,One of " + name + ",2023-01-0" + (1 + i % 9) + "\n" + name + i
                        + "@x.example,Two of " + name + ",2024-02-0" + (1 + i % 9) + "\n")
                .collect(Collectors.joining("", "email,team,effective_date\n", ""));
        place.delivered(place.drop("merlin/users", name + "-moves.csv", moves));
        place.drop("merlin/users", name + "-later.csv", moves.replace("2023-01", "2023-06"));
    }

    /** People with other addresses, and such as may be others. */
    private static void addresses(Workplace place, String name, int rows) throws IOException {
        place.delivered(place.drop(
                "merlin/users",
                name + "-phones.csv",
                lines("email,gmail,phone", rows, i -> name + i + "@x.example," + name + i + "@gmail.com,0912" + i)));
        place.drop(
                "merlin/users",
                name + "-former.csv",
                lines("email,former_email", rows / 2, i -> name + "new" + i + "@x.example," + name + i + "@x.example"));
        place.drop(
                "merlin/users",
                name + "-perhaps.csv",
                lines(
                        "email,name,gmail,phone",
                        rows / 2,
                        i -> name + "odd" + i + "@x.example,Other " + i + "," + name + (rows / 2 + i)
                                + "@gmail.com,0912" + (rows / 2 + i)));
    }

    /** What may be made and is not there, two of one name, and what people look at before they answer. */
    private static void things(Workplace place, String name, int rows) throws IOException {
        place.drop(
                "merlin/teams",
                place.write(
                        name + "-things.csv",
                        lines(
                                "team_name,team_tribe_name,team_category,team_leader_email",
                                rows,
                                i -> "T" + i + name + ",Tribe " + i / 4 + name + ",tech," + name + "lead" + i / 5
                                        + "@x.example")),
                CREATE);
        place.database()
                .run("INSERT INTO api_team (uuid, date_created, date_updated, name, description)"
                        + " SELECT gen_random_uuid(), now(), now(), lower(name), description FROM api_team WHERE name = 'T0"
                        + name + "'");
        place.drop(
                "merlin/users",
                name + "-unknown.csv",
                lines(
                        "email,name,team,tribe,chapter,leader",
                        rows,
                        i -> name + "u" + i + "@x.example,U,"
                                + switch (i % 4) {
                                    case 0 -> "T0" + name.toUpperCase(Locale.ROOT) + ",,,";
                                    case 1 -> ",Trib " + name + ",,";
                                    case 2 -> ",,Chap " + name + ",";
                                    default -> ",,,nobody" + i + "@x.example";
                                }));
        place.drop("merlin/teams", name + "-other-case.csv", "team_name\nt0" + name.toUpperCase(Locale.ROOT) + "\n");
        // Two holders of each place.
        place.drop(
                "merlin/users",
                name + "-two-holders.csv",
                lines(
                        "email,tribe,role",
                        Math.max(2, rows / 4),
                        i -> name + "lead" + i + "@x.example,Tribe " + i / 2 + name + ",Engineering Director"));
        List<String> kinds = place.database()
                .query("SELECT min(id)::text FROM waybill.rejects WHERE state = 'open' AND system = 'merlin'"
                        + " GROUP BY kind, rule");
        for (String id : kinds) {
            place.see("/rejects/" + id, "/rejects/" + id + "/candidates");
            place.admin().post("/rejects/" + id + "/look-up", Map.of("text", name));
        }
    }
}
