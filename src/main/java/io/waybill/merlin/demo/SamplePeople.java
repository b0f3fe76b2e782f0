package io.waybill.merlin.demo;

import io.waybill.merlin.demo.SampleWords.Name;
import java.util.Locale;
import java.util.Random;

/**
 * The people of the invented organisation. Everything about a person is computed from the seed and the person's number, so that they need
 * no memory. The first people of a team are its leader and, in the first team of a tribe, the tribe's directors.
 */
final class SamplePeople {
    private static final int TEAMS_PER_TRIBE = 6;
    private static final int PEOPLE_PER_COACH = 40;

    private final long seed;
    private final int people;
    private final int teams;

    SamplePeople(long seed, int people, int teams) {
        this.seed = seed;
        this.people = people;
        this.teams = teams;
    }

    int people() {
        return people;
    }

    int teams() {
        return teams;
    }

    int tribes() {
        return (teams + TEAMS_PER_TRIBE - 1) / TEAMS_PER_TRIBE;
    }

    /** The random numbers of a person. */
    Random random(int person) {
        return new Random(seed * 31 + person * 0x9E3779B97F4A7C15L);
    }

    private Name first(int person) {
        return SampleWords.FIRST_NAMES.get(random(person).nextInt(SampleWords.FIRST_NAMES.size()));
    }

    private Name last(int person) {
        return SampleWords.LAST_NAMES.get(Math.floorMod(person * 7 + person / 5, SampleWords.LAST_NAMES.size()));
    }

    /** Three in five have their names in Persian. */
    String name(int person) {
        return person % 5 < 3
                ? first(person).persian() + " " + last(person).persian()
                : first(person).latin() + " " + last(person).latin();
    }

    String email(int person) {
        return (first(person).latin() + "." + last(person).latin()).toLowerCase(Locale.ROOT) + "." + person
                + "@merlin.example";
    }

    int team(int person) {
        return person % teams;
    }

    String teamName(int team) {
        return numbered(SampleWords.TEAMS.get(team % SampleWords.TEAMS.size()), team / SampleWords.TEAMS.size());
    }

    int tribeOf(int team) {
        return team / TEAMS_PER_TRIBE;
    }

    /** Every fifth tribe is not technical. */
    boolean isTechnical(int tribe) {
        return tribe % 5 != 4;
    }

    String tribeName(int tribe) {
        var names = isTechnical(tribe) ? SampleWords.TECH_TRIBES : SampleWords.OTHER_TRIBES;
        int place = isTechnical(tribe) ? tribe - tribe / 5 : tribe / 5;
        return numbered(names.get(place % names.size()), place / names.size());
    }

    private static String numbered(String name, int round) {
        return round == 0 ? name : name + " " + (round + 1);
    }

    /** The first person of a team. */
    int leaderOf(int team) {
        return team;
    }

    /** The leader of a tribe's first team. */
    int engineeringDirector(int tribe) {
        return tribe * TEAMS_PER_TRIBE;
    }

    /** Somebody in the tribe's first team; its leader when there is nobody else. */
    int productDirector(int tribe) {
        int second = engineeringDirector(tribe) + teams;
        return second < people ? second : engineeringDirector(tribe);
    }

    /** The leader of a person: the team's leader; for these the tribe's director; for these the first person, who has none (-1). */
    int leader(int person) {
        int team = team(person);
        if (person != leaderOf(team)) {
            return leaderOf(team);
        }
        int director = engineeringDirector(tribeOf(team));
        return person != director ? director : person == 0 ? -1 : 0;
    }

    /** The agile coach of a person, who is somebody else. */
    int coach(int person) {
        int coach = person / PEOPLE_PER_COACH * PEOPLE_PER_COACH + 1;
        return coach < people && coach != person ? coach : person == 0 ? Math.min(1, people - 1) : 0;
    }

    String chapter(int person) {
        return SampleWords.CHAPTERS.get(Math.floorMod(person * 3 + person / teams, SampleWords.CHAPTERS.size()));
    }

    /** The number of a person's ladder. */
    int ladder(int person) {
        return isTechnical(tribeOf(team(person))) ? person % 3 : 3;
    }

    /** The role of a person; {@code ""} for nearly everybody. */
    String role(int person) {
        return switch (person) {
            case 0 -> "CEO";
            case 1 -> "CTO";
            case 2 -> "HR Manager";
            case 3 -> "CFO";
            default -> "";
        };
    }

    String phone(int person) {
        return "0912" + String.format("%07d", Math.floorMod(person * 7919L + seed, 10_000_000L));
    }
}
