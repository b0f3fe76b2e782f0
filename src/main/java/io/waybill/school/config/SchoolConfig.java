package io.waybill.school.config;

import io.waybill.delivery.BackupScope;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.guard.GuardLimits;
import io.waybill.delivery.naming.NameTemplate;
import io.waybill.delivery.naming.NameTemplates;
import io.waybill.delivery.naming.Plurals;
import io.waybill.format.csv.NothingWords;
import io.waybill.format.yaml.MappingFile;
import io.waybill.school.policy.EventRules;
import io.waybill.school.policy.SchoolPolicy;
import io.waybill.school.policy.YearRules;
import io.waybill.school.schoolbase.SchoolBaseRules;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * {@code config/school.yaml}, read and checked once at start.
 *
 * @param year that a calendar without settings begins with
 * @param perpetual the era of what belongs to no year, for such a calendar
 * @param sources what the calendar calls the system of a feed, by feed
 * @param previousSource what it calls the system that the school used before, for a calendar without settings; null for none
 * @param policy what the school does in its own way
 * @param matching by what staff may be found, in this order
 * @param schoolBase which rows of SchoolBase's tables are those of the school
 * @param limits of what may end by one drop
 * @param categories of events that the calendar has to have
 * @param events what the school does in its own way with events
 * @param names what rows are called, by table
 * @param plurals what they are called where many of them are spoken of
 * @param secret columns whose values nobody is shown
 * @param guards limits on the plans of drops
 * @param backup what is backed up before a delivery
 */
public record SchoolConfig(
        Year year,
        Perpetual perpetual,
        Map<String, String> sources,
        String previousSource,
        SchoolPolicy policy,
        List<StaffKey> matching,
        SchoolBaseRules schoolBase,
        SchoolLimits limits,
        List<String> categories,
        EventRules events,
        Map<String, NameTemplate> names,
        Plurals plurals,
        SecretColumns secret,
        GuardLimits guards,
        BackupScope backup) {
    /** The name of the system. */
    public static final String SYSTEM = "school";
    /** The feed of exports of iSAMS. */
    public static final String ISAMS = "isams";
    /** The feed of exports of SchoolBase. */
    public static final String SCHOOLBASE = "schoolbase";
    /** The feed of the weekly tables of SchoolBase's activities alone. */
    public static final String OTHER_HALF = "other-half";

    private static final String FILE = "school.yaml";
    private static final Set<String> FEEDS = Set.of(ISAMS, SCHOOLBASE);

    /** A school's year. */
    public record Year(String name, LocalDate first, LocalDate last) {}

    /** An era without an end. */
    public record Perpetual(String name, LocalDate first) {}

    /**
     * Reads and checks the file.
     *
     * @param folder that holds {@code school.yaml}
     * @param isTable whether the calendar has a table of a name
     * @throws IllegalArgumentException with one sentence that names the file and the property, when something is missing or wrong
     */
    public static SchoolConfig load(Path folder, Predicate<String> isTable) {
        MappingFile file = new MappingFile(folder.resolve(FILE));
        return new Reader(file, file.read(SchoolFile.class)).read(isTable);
    }

    private record Reader(MappingFile file, SchoolFile said) {
        SchoolConfig read(Predicate<String> isTable) {
            file.require("system", SYSTEM.equals(said.system()), said.system(), SYSTEM);
            file.require("sources", said.sources() != null, null, "the names of the sources of " + FEEDS);
            file.require(
                    "sources",
                    said.sources().keySet().equals(FEEDS),
                    said.sources().keySet(),
                    "exactly " + FEEDS + ", each with the name that the calendar has for it");
            file.require(
                    "sources",
                    new HashSet<>(said.sources().values()).size() == FEEDS.size(),
                    said.sources().values(),
                    "a name of its own for each");
            file.require(
                    "limits",
                    said.limits() != null,
                    null,
                    "rejects, pupils, staff, subjects, rooms, groups, members, events");
            said.limits().check(file);
            file.require("categories", said.categories() != null, null, "the names of categories of events");
            UnaryOperator<String> table = name -> isTable.test(name) ? name : null;
            Map<String, NameTemplate> names = NameTemplates.of(file, said.names(), table);
            return new SchoolConfig(
                    year(),
                    perpetual(),
                    Map.copyOf(said.sources()),
                    blank(said.previous()) ? null : said.previous(),
                    policy(),
                    said.matching() == null ? List.of() : List.copyOf(said.matching()),
                    schoolBase(),
                    said.limits(),
                    List.copyOf(said.categories()),
                    events(),
                    names,
                    Plurals.of(file, SYSTEM, said.plurals(), table),
                    NameTemplates.secret(file, said.secret(), table, names),
                    said.guards() == null ? GuardLimits.DEFAULT : said.guards().complete(),
                    said.backup() == null ? BackupScope.NONE : said.backup());
        }

        private Year year() {
            file.require("year", said.year() != null, null, "name, first and last day of the school's year");
            Year year = new Year(
                    text("year.name", said.year().name()),
                    date("year.first", said.year().first()),
                    date("year.last", said.year().last()));
            file.require("year.last", year.last.isAfter(year.first), year.last, "a day after " + year.first);
            return year;
        }

        private Perpetual perpetual() {
            file.require("perpetual", said.perpetual() != null, null, "name and first day of the era without an end");
            return new Perpetual(
                    text("perpetual.name", said.perpetual().name()),
                    date("perpetual.first", said.perpetual().first()));
        }

        private SchoolPolicy policy() {
            SchoolFile.Years years = said.years();
            file.require("years", years != null, null, "offset and name: how the school counts its years");
            file.require("years.offset", years.offset() != null, null, "a number, such as -6");
            String name = text("years.name", years.name());
            file.require("houses", said.houses() != null, null, "name and whole: what houses are called");
            String house = text("houses.name", said.houses().name());
            file.require(
                    "staff-domains", said.domains() != null, null, "the domains of e-mail addresses of active staff");
            said.domains()
                    .forEach(domain -> file.require(
                            "staff-domains",
                            domain != null && !domain.isBlank() && !domain.contains("@"),
                            domain,
                            "domains such as school.example"));
            YearRules rules = made(
                    "years.name",
                    () -> new YearRules(
                            years.offset(),
                            years.exceptions() == null ? Map.of() : years.exceptions(),
                            years.first(),
                            years.last(),
                            name));
            file.require(
                    "years.last",
                    years.first() == null || years.last() == null || years.last() >= years.first(),
                    years.last(),
                    "a year that is not before years.first");
            return made(
                    "houses.name",
                    () -> new SchoolPolicy(
                            rules,
                            said.domains().stream()
                                    .map(domain -> domain.toLowerCase(Locale.ROOT))
                                    .collect(Collectors.toSet()),
                            house,
                            said.houses().whole() == null
                                    ? Set.of()
                                    : Set.copyOf(said.houses().whole()),
                            nothing()));
        }

        private NothingWords nothing() {
            if (said.nothing() == null) {
                return new NothingWords(NothingWords.USUAL);
            }
            file.require(
                    "nothing",
                    said.nothing().stream().allMatch(word -> !blank(word)),
                    said.nothing(),
                    "words, each of them in quotation marks");
            return new NothingWords(said.nothing());
        }

        private EventRules events() {
            List<EventRules.Overload> overloads = new ArrayList<>();
            if (said.overloads() != null) {
                for (SchoolFile.Overload each : said.overloads()) {
                    file.require("permitted-overloads", each != null, null, "cover and other");
                    overloads.add(new EventRules.Overload(
                            pattern("permitted-overloads.cover", each.cover()),
                            pattern("permitted-overloads.other", each.other())));
                }
            }
            return new EventRules(Boolean.TRUE.equals(said.unsetWeeks()), overloads);
        }

        private Pattern pattern(String property, String value) {
            try {
                return Pattern.compile(text(property, value));
            } catch (PatternSyntaxException e) {
                throw file.wrong(property, "found '" + value + "'; expected a pattern: " + e.getDescription());
            }
        }

        private SchoolBaseRules schoolBase() {
            SchoolFile.Base base = said.schoolbase();
            file.require("schoolbase", base != null, null, "year, time-set, pupil-types and staff-types");
            file.require("schoolbase.time-set", base.timeSet() != null, null, "the number of a set of times");
            file.require("schoolbase.pupil-types", base.pupilTypes() != null, null, "numbers of types of persons");
            file.require("schoolbase.staff-types", base.staffTypes() != null, null, "numbers of types of persons");
            return new SchoolBaseRules(
                    text("schoolbase.year", base.year()),
                    base.timeSet(),
                    Set.copyOf(base.pupilTypes()),
                    Set.copyOf(base.staffTypes()),
                    times("schoolbase.registrations", base.registrations()),
                    times("schoolbase.tutor-periods", base.tutorPeriods()),
                    periodTimes(base.periodTimes()),
                    suspensions(base.suspensions()));
        }

        private Map<String, SchoolBaseRules.Times> periodTimes(Map<String, SchoolFile.Stretch> stretches) {
            Map<String, SchoolBaseRules.Times> times = new HashMap<>();
            if (stretches != null) {
                stretches.forEach((period, each) -> {
                    String property = "schoolbase.period-times." + period;
                    file.require(property, each != null, null, "start and end");
                    times.put(period, stretch(property, each.start(), each.end()));
                });
            }
            return times;
        }

        private List<SchoolBaseRules.Suspended> suspensions(List<SchoolFile.Suspended> written) {
            String property = "schoolbase.suspensions";
            List<SchoolBaseRules.Suspended> suspensions = new ArrayList<>();
            if (written != null) {
                for (SchoolFile.Suspended each : written) {
                    file.require(
                            property,
                            each != null,
                            null,
                            "first, last, start, end, and years unless it is for all of them");
                    LocalDate first = date(property, each.first());
                    LocalDate last = each.last() == null ? first : date(property, each.last());
                    file.require(property, !last.isBefore(first), last, "a day not before " + first);
                    suspensions.add(new SchoolBaseRules.Suspended(
                            first,
                            last,
                            stretch(property, each.start(), each.end()),
                            each.years() == null ? Set.of() : Set.copyOf(each.years())));
                }
            }
            return suspensions;
        }

        private SchoolBaseRules.Times stretch(String property, String start, String end) {
            SchoolBaseRules.Times times = new SchoolBaseRules.Times(time(property, start), time(property, end));
            file.require(property, times.end().isAfter(times.start()), end, "a time after " + start);
            return times;
        }

        private Set<SchoolBaseRules.Times> times(String property, List<SchoolFile.Stretch> stretches) {
            Set<SchoolBaseRules.Times> times = new HashSet<>();
            if (stretches != null) {
                for (SchoolFile.Stretch each : stretches) {
                    file.require(property, each != null, null, "start and end");
                    times.add(new SchoolBaseRules.Times(time(property, each.start()), time(property, each.end())));
                }
            }
            return times;
        }

        private LocalTime time(String property, String value) {
            return parsed(property, value, "a time such as \"08:35\"", LocalTime::parse);
        }

        private LocalDate date(String property, String value) {
            return parsed(property, value, "a day such as 2016-09-01", LocalDate::parse);
        }

        private <T> T parsed(String property, String value, String expected, Function<String, T> parse) {
            file.require(property, value != null, null, expected);
            try {
                return parse.apply(value);
            } catch (DateTimeException e) {
                throw file.wrong(property, "found '" + value + "'; expected " + expected);
            }
        }

        private <T> T made(String property, Supplier<T> making) {
            try {
                return making.get();
            } catch (IllegalArgumentException e) {
                throw file.wrong(property, e.getMessage());
            }
        }

        private String text(String property, String value) {
            file.require(property, !blank(value), value, "a text");
            return value;
        }

        private static boolean blank(String value) {
            return value == null || value.isBlank();
        }
    }

    /** What the calendar calls the system of a feed. */
    public String source(String feed) {
        return sources.get(feed.equals(OTHER_HALF) ? SCHOOLBASE : feed);
    }

    /** What the calendar calls the systems of all feeds, in the order of the alphabet. */
    public List<String> allSources() {
        return sources.values().stream().sorted().toList();
    }

    /** The policy as people read it: what a waybill says was in force. */
    public List<String> policyInWords() {
        YearRules years = policy.years();
        UnaryOperator<String> or = text -> text.isEmpty() ? "none" : text;
        return List.of(
                "years: " + years.name() + ", number = year of the national curriculum "
                        + (years.offset() < 0 ? "- " + -years.offset() : "+ " + years.offset())
                        + (years.exceptions().isEmpty() ? "" : ", except " + new TreeMap<>(years.exceptions())),
                "years in the calendar: " + (years.first() == null ? "any" : years.first()) + " to "
                        + (years.last() == null ? "any" : years.last()),
                "active staff: addresses in " + or.apply(String.join(", ", new TreeSet<>(policy.staffDomains()))),
                "houses: " + policy.houseName() + ", not split by year: "
                        + or.apply(String.join(", ", new TreeSet<>(policy.wholeHouses()))),
                "weeks that are set nowhere: " + (events.unsetWeeks() ? "used all the time" : "not used"),
                "permitted overloads of covers: " + events.overloads().size(),
                "staff are found by: id"
                        + matching.stream()
                                .map(key -> ", "
                                        + key.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                                .collect(Collectors.joining()));
    }
}
