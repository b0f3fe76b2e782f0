package io.waybill.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.boot.Systems;
import io.waybill.database.Target;
import io.waybill.desk.Visitor;
import io.waybill.desk.Visitor.Reply;
import io.waybill.doctor.Doctor;
import io.waybill.settings.Settings;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people look at and look for when much has been dropped, and the doctor. */
final class DeskWork implements Work {
    @Override
    public void with(Workplace place, String name, int rows) throws Exception {
        String numbers = "SELECT max(number) FROM waybill.waybills";
        String waybill = "/waybills/" + place.database().number(numbers);
        place.see(
                "/waybills",
                "/waybills?sort=read",
                "/waybills?feed=merlin/users",
                waybill,
                "/rejects",
                "/rejects/best",
                "/rejected",
                "/rejected?state=open",
                "/rejected?state=solved",
                "/api/rejects?limit=200",
                "/rules",
                "/rules?text=a",
                "/feeds/merlin/users",
                "/feeds/timetable/live",
                "/backups",
                "/schedule",
                "/accounts",
                "/accounts/admin",
                "/tokens",
                "/audit",
                "/audit?text=admin",
                "/waybills.csv",
                "/rejected.csv",
                "/audit.csv");
        for (String search :
                java.util.List.of("/waybills/search", "/rejects/search", "/rejected/search", "/rules/search")) {
            assertThat(place.admin()
                            .postJson("/api" + search, Map.of("text", "nowhere"))
                            .status())
                    .as(search)
                    .isEqualTo(200);
        }
        rows(place);
        tokens(place, name);
        Settings settings = Settings.read(Map.of("WAYBILL_HOME", place.home().toString()), new Properties());
        try (Target target = Target.open("timetable", place.database().settings())) {
            new Doctor(settings, Systems.on(settings).all(), Clock.systemUTC()).target(target);
        }
    }

    private static void tokens(Workplace place, String name) {
        Reply made = place.admin().post("/tokens", Map.of("name", name, "role", "operator", "days", "30"));
        Matcher token = Pattern.compile("wb_\\w+|<code[^>]*>([^<]+)</code>").matcher(made.text());
        assertThat(token.find()).as(made.text()).isTrue();
        String secret = token.group(1) == null ? token.group() : token.group(1);
        assertThat(new Visitor(place.address())
                        .with("Authorization", "Bearer " + secret)
                        .get("/api/waybills")
                        .status())
                .isEqualTo(200);
        place.admin().post("/tokens/revoke", Map.of("name", name));
    }

    /** Single rows, of the target and of rejects. */
    private static void rows(Workplace place) {
        String change = place.database()
                .value(
                        "SELECT w.number FROM waybill.waybills AS w WHERE w.state = 'delivered' AND w.feed = 'users' AND w.kind = 'drop' ORDER BY 1 DESC LIMIT 1");
        if (change != null) {
            place.see(
                    "/waybills/" + change + "/changes",
                    "/row?table=api_user&key=" + place.database().number("SELECT max(id) FROM api_user") + "&waybill="
                            + change);
        }
        String reject = place.database()
                .value("SELECT min(id) FROM waybill.rejects WHERE state = 'open' AND system = 'merlin'");
        if (reject != null) {
            place.admin().get("/rejects/" + reject + "/row");
            place.admin().post("/rejects/" + reject + "/row", Map.of("cell-0", "mended" + reject + "@x.example"));
            place.admin().post("/rejects/" + reject + "/choose", Map.of("do", "again"));
            place.admin().post("/rejects/" + reject + "/choose", Map.of("do", "forget"));
        }
        String cause = place.database()
                .value(
                        "SELECT min(id) FROM waybill.rejects WHERE state = 'open' AND system = 'merlin' AND cause <> '{}'");
        if (cause != null) {
            place.admin().post("/rejects/" + cause + "/choose", Map.of("do", "again", "for", "all"));
            place.admin().post("/rejects/" + cause + "/choose", Map.of("do", "forget", "for", "all"));
        }
    }
}
