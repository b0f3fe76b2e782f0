package io.waybill.club;

import io.waybill.database.SqlText;
import io.waybill.delivery.FeedSpec;
import io.waybill.model.FeedName;
import io.waybill.refresh.RefreshFeed;
import io.waybill.settings.Settings;
import io.waybill.system.Engine;
import io.waybill.system.FeedGuide;
import io.waybill.system.FeedTables;
import io.waybill.system.Mending;
import io.waybill.system.StartedSystem;
import io.waybill.system.WaybillSystem;
import io.waybill.system.command.Dispatch;
import io.waybill.system.demo.Demo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The club: a CSV of members. */
public final class ClubSystem implements WaybillSystem {
    static final FeedName MEMBERS = new FeedName("club", "members");

    @Override
    public String name() {
        return MEMBERS.system();
    }

    @Override
    public List<FeedGuide> feeds() {
        return List.of(new FeedGuide(
                MEMBERS,
                "A CSV of members by the number of their card: new ones are added, others changed, none deleted.",
                ClubMembers.COLUMNS,
                List.of()));
    }

    @Override
    public Optional<String> embeddedSchema() {
        return Optional.of(SqlText.of(ClubSystem.class, "schema.sql"));
    }

    @Override
    public Optional<RefreshFeed> refresh() {
        return Optional.of(new RefreshFeed(MEMBERS, "*.csv", false));
    }

    @Override
    public void check(Settings settings) {
        ClubConfig.load(settings.config());
    }

    @Override
    public List<FeedTables> tables(Settings settings) {
        FeedSpec members = ClubConfig.load(settings.config()).members(Instant.now());
        return List.of(new FeedTables(MEMBERS, members, List.of("club_team")));
    }

    @Override
    public StartedSystem start(Engine engine) {
        ClubConfig config = ClubConfig.load(engine.settings().config());
        Mending mending = new Mending(
                name(),
                row -> row.rule().equals(ClubMembers.TEAM_NOT_FOUND)
                        ? Optional.of((text, limit) -> new ClubTeams(engine.pages()).search(text, limit))
                        : Optional.empty(),
                row -> Optional.empty());
        return new StartedSystem(Map.of("clubMembers", new ClubMembers(config, engine)), List.of(mending));
    }

    @Override
    public List<Object> commands(Dispatch dispatch) {
        return List.of(new ClubCommand(dispatch));
    }

    @Override
    public Optional<Demo> demo() {
        return Optional.of(new ClubDemo());
    }
}
