package io.waybill.merlin.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.waybill.merlin.MerlinFeed;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes an invented organisation as a consistent set of Merlin's CSV files. The same parameters give the same bytes; memory
 * does not grow with the files. The files are in different dialects, like those of real programs: with a byte order mark, with semicolons,
 * in the Arabic code page with Persian headers.
 *
 * @param seed of all random choices
 * @param people how many users, at least 10
 * @param teams how many teams, at most as many as people
 * @param historyRows how many events, at least one for each user
 * @param roles whether some users hold roles
 * @param faults whether a few rows are wrong on purpose
 */
public record SampleOrganization(long seed, int people, int teams, int historyRows, boolean roles, boolean faults) {
    static final String[] HISTORY_HEADER = {
        "user_email",
        "event_type",
        "event_date",
        "summary_text",
        "salary_change",
        "pay_band_number",
        "bonus_percentage",
        "ladder_code",
        "ladder_title",
        "overall_score",
        "aspect_details_json",
        "aspect_stages_json",
        "performance_label"
    };
    private static final String[] USERS_HEADER = {
        "Email", "Name", "Gmail", "Phone", "Team", "Tribe", "Chapter", "Leader", "PR", "Role"
    };
    private static final Charset ARABIC = Charset.forName("windows-1256");
    private static final String MARK = "\uFEFF";
    private static final int LEVELS = 6;

    public SampleOrganization {
        if (people < 10 || teams < 1 || teams > people || historyRows < people) {
            throw new IllegalArgumentException(
                    "An organisation has at least 10 people, no more teams than people and at least"
                            + " one event for everybody, not " + people + ", " + teams + " and " + historyRows);
        }
    }

    /** The organisation of the demo: 500 people, with some faulty rows. */
    public static SampleOrganization ofTheDemo() {
        return new SampleOrganization(1403, 500, 30, 4_000, true, true);
    }

    /**
     * Writes all files, each named after its feed.
     *
     * @param folder that exists
     * @return how many rows of each file are wrong on purpose
     */
    public Map<MerlinFeed, Integer> write(Path folder) throws IOException {
        Map<MerlinFeed, Integer> wrong = new EnumMap<>(MerlinFeed.class);
        for (MerlinFeed feed : MerlinFeed.values()) {
            wrong.put(feed, write(feed, file(folder, feed)));
        }
        return wrong;
    }

    /** The file of a feed that {@link #write(Path)} writes. */
    public static Path file(Path folder, MerlinFeed feed) {
        return folder.resolve(feed.word() + ".csv");
    }

    /**
     * Writes the file of one feed.
     *
     * @return how many of its rows are wrong on purpose
     */
    public int write(MerlinFeed feed, Path file) throws IOException {
        SamplePeople who = new SamplePeople(seed, people, teams);
        List<Object[]> wrong = faults ? SampleFaults.of(feed, who) : List.of();
        try (SampleCsv csv = open(feed, file)) {
            switch (feed) {
                case LADDERS -> ladders(csv);
                case ORGANIZATIONS -> csv.row("مرلین");
                case CHAPTERS -> chapters(csv, who);
                case TRIBES -> tribes(csv, who);
                case TEAMS -> teams(csv, who);
                case USERS -> users(csv, who);
                case HISTORY -> history(csv, who);
            }
            for (Object[] row : wrong) {
                csv.row(row);
            }
        }
        return wrong.size();
    }

    private static SampleCsv open(MerlinFeed feed, Path file) throws IOException {
        return switch (feed) {
            case LADDERS ->
                new SampleCsv(
                        file,
                        UTF_8,
                        "",
                        ',',
                        "ladder_code",
                        "ladder_title",
                        "ladder_description",
                        "aspect_code",
                        "aspect_name",
                        "persian_name",
                        "aspect_order",
                        "level",
                        "stage",
                        "weight");
            case ORGANIZATIONS -> new SampleCsv(file, UTF_8, "", ',', "organization_name");
            case CHAPTERS -> new SampleCsv(file, ARABIC, "", ',', "نام چپتر", "توضيح چپتر", "ايميل ليدر چپتر");
            case TRIBES ->
                new SampleCsv(
                        file,
                        UTF_8,
                        "",
                        ',',
                        "Tribe Name",
                        "Tribe Description",
                        "Tribe Category",
                        "Tribe Engineering Director Email",
                        "Tribe Product Director Email");
            case TEAMS ->
                new SampleCsv(
                        file,
                        UTF_8,
                        MARK,
                        ';',
                        "team_name",
                        "team_description",
                        "team_tribe_name",
                        "team_category",
                        "team_leader_email");
            case USERS -> new SampleCsv(file, UTF_8, MARK, ',', USERS_HEADER);
            case HISTORY -> new SampleCsv(file, UTF_8, "", ',', HISTORY_HEADER);
        };
    }

    /** Ladders, their aspects and levels in one file, the most specific rows first. */
    private static void ladders(SampleCsv csv) throws IOException {
        for (int ladder = 0; ladder < SampleWords.LADDERS.size(); ladder++) {
            String code = SampleWords.LADDERS.get(ladder);
            for (SampleWords.Name aspect : SampleWords.ASPECTS) {
                for (int level = 1; level <= LEVELS; level++) {
                    for (String stage : List.of("EARLY", "MID", "LATE")) {
                        csv.row(code, "", "", aspect.latin(), "", "", "", level, stage, level == 1 ? "0" : "1.5");
                    }
                }
            }
            for (int i = 0; i < SampleWords.ASPECTS.size(); i++) {
                SampleWords.Name aspect = SampleWords.ASPECTS.get(i);
                csv.row(code, "", "", aspect.latin(), aspect.latin(), aspect.persian(), i + 1, "", "", "");
            }
            SampleWords.Name name = SampleWords.LADDER_NAMES.get(ladder);
            csv.row(code, name.persian(), name.latin(), "", "", "", "", "", "", "");
        }
    }

    private static void chapters(SampleCsv csv, SamplePeople who) throws IOException {
        for (int i = 0; i < SampleWords.CHAPTERS.size(); i++) {
            // The code page has no Persian yeh; people who use it write the Arabic one.
            String name = SampleWords.CHAPTERS.get(i).replace('ی', 'ي');
            csv.row(name, "", who.email(Math.min(i + 1, who.people() - 1)));
        }
    }

    private void tribes(SampleCsv csv, SamplePeople who) throws IOException {
        for (int tribe = 0; tribe < who.tribes(); tribe++) {
            csv.row(
                    who.tribeName(tribe),
                    "",
                    who.isTechnical(tribe) ? tribe % 2 == 0 ? "Tech" : "فنی" : "Non-Tech",
                    roles ? who.email(who.engineeringDirector(tribe)) : "",
                    roles ? who.email(who.productDirector(tribe)) : "");
        }
    }

    private static void teams(SampleCsv csv, SamplePeople who) throws IOException {
        for (int team = 0; team < who.teams(); team++) {
            int tribe = who.tribeOf(team);
            csv.row(
                    who.teamName(team),
                    "",
                    who.tribeName(tribe),
                    who.isTechnical(tribe) ? "TECH" : "غیرفنی",
                    who.email(who.leaderOf(team)));
        }
    }

    private void users(SampleCsv csv, SamplePeople who) throws IOException {
        for (int person = 0; person < people; person++) {
            int leader = who.leader(person);
            csv.row(
                    // Capitals make no difference.
                    person % 7 == 0 ? who.email(person).toUpperCase(Locale.ROOT) : who.email(person),
                    who.name(person),
                    "",
                    who.phone(person),
                    who.teamName(who.team(person)),
                    "",
                    who.chapter(person),
                    leader < 0 ? "" : who.email(leader),
                    person % 3 == 0 ? "" : who.email(who.coach(person)),
                    roles ? who.role(person) : "");
        }
    }

    private void history(SampleCsv csv, SamplePeople who) throws IOException {
        for (int person = 0; person < people; person++) {
            int rows = historyRows / people + (person < historyRows % people ? 1 : 0);
            for (Object[] row : new SampleHistory(who, person).rows(rows)) {
                csv.row(row);
            }
        }
    }
}
