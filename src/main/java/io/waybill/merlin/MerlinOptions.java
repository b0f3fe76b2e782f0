package io.waybill.merlin;

import io.waybill.delivery.BackupScope;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvDialect;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.config.MerlinConfig.OnError;
import io.waybill.merlin.value.DateRule.Calendar;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options of a drop that only Merlin has.
 *
 * @param forceUpdate relations that the target already has are overwritten
 * @param createUsers leaders, directors and coaches who do not exist are created
 * @param createMissing tribes, chapters and departments that rows name and that do not exist are created
 * @param only the kind of ladder rows that is delivered
 * @param updateExisting events of the target are changed to what the file says
 * @param onError what happens to the drop when a row has a fault
 * @param calendar of the dates
 * @param charset of the file; null to detect it
 * @param delimiter of the file; null to detect it
 * @param ignoreColumns a feed may ignore most columns of a file
 * @param feeds that the files may belong to
 * @param backup what is backed up before anything is changed
 */
public record MerlinOptions(
        boolean forceUpdate,
        boolean createUsers,
        boolean createMissing,
        LadderRows only,
        boolean updateExisting,
        OnError onError,
        Calendar calendar,
        Charset charset,
        Character delimiter,
        boolean ignoreColumns,
        Set<MerlinFeed> feeds,
        BackupScope backup) {
    static final String FORCE_UPDATE = "force-update";
    static final String CREATE_USERS = "create-users";
    static final String CREATE_MISSING = "create-missing";
    static final String UPDATE_EXISTING = "update-existing";
    static final String ON_ERROR = "on-error";
    static final String CALENDAR = "calendar";
    static final String ENCODING = "encoding";
    static final String DELIMITER = "delimiter";
    static final String IGNORE_COLUMNS = "ignore-columns";
    static final String FEEDS = "feeds";
    static final String BACKUP = "backup";
    private static final List<String> FLAGS = List.of(
            FORCE_UPDATE,
            CREATE_USERS,
            CREATE_MISSING,
            UPDATE_EXISTING,
            IGNORE_COLUMNS,
            LadderRows.LADDERS.option(),
            LadderRows.ASPECTS.option(),
            LadderRows.LEVELS.option());
    private static final List<String> OTHERS = List.of(ON_ERROR, CALENDAR, ENCODING, DELIMITER, FEEDS, BACKUP);

    /** Which rows of a ladders file are delivered. */
    public enum LadderRows {
        ALL,
        LADDERS,
        ASPECTS,
        LEVELS;

        String option() {
            return word(this) + "-only";
        }
    }

    /**
     * Parses the options of a drop.
     *
     * @param fileName of the drop, for messages
     * @param options by name
     * @throws BrokenFileException naming every option that has a wrong value
     */
    public static MerlinOptions of(String fileName, Map<String, String> options, MerlinConfig config) {
        return new Reader(fileName, options).read(config);
    }

    /** The names of all options, in alphabetical order. */
    public static List<String> names() {
        return Stream.concat(FLAGS.stream(), OTHERS.stream()).sorted().toList();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static final class Reader {
        private final String fileName;
        private final Map<String, String> options;
        private final Faults faults = new Faults();

        Reader(String fileName, Map<String, String> options) {
            this.fileName = fileName;
            this.options = options;
        }

        MerlinOptions read(MerlinConfig config) {
            MerlinOptions read = new MerlinOptions(
                    flag(FORCE_UPDATE),
                    flag(CREATE_USERS),
                    flag(CREATE_MISSING),
                    only(),
                    flag(UPDATE_EXISTING),
                    one(ON_ERROR, OnError.values(), config.defaults().onError()),
                    one(CALENDAR, Calendar.values(), config.cells().dates().calendar()),
                    charset(),
                    delimiter(),
                    flag(IGNORE_COLUMNS),
                    feeds(),
                    one(BACKUP, BackupScope.values(), config.defaults().backup()));
            faults.throwIfAny();
            return read;
        }

        private boolean flag(String name) {
            return switch (text(name, "false").toLowerCase(Locale.ROOT)) {
                case "true", "yes", "1", "" -> true;
                case "false", "no", "0" -> false;
                default -> {
                    wrong(name, "option-not-a-flag", options.get(name), "true or false");
                    yield false;
                }
            };
        }

        private LadderRows only() {
            List<LadderRows> wanted = Arrays.stream(LadderRows.values())
                    .filter(rows -> rows != LadderRows.ALL && flag(rows.option()))
                    .toList();
            if (wanted.size() > 1) {
                wrong(
                        wanted.get(1).option(),
                        "options-exclude-each-other",
                        wanted.get(0).option() + " too",
                        "one of them");
            }
            return wanted.isEmpty() ? LadderRows.ALL : wanted.get(0);
        }

        private <E extends Enum<E>> E one(String name, E[] values, E otherwise) {
            String text = text(name, word(otherwise)).toLowerCase(Locale.ROOT);
            return Arrays.stream(values)
                    .filter(value -> word(value).equals(text))
                    .findFirst()
                    .orElseGet(() -> {
                        wrong(
                                name,
                                "option-not-understood",
                                text,
                                Arrays.stream(values).map(MerlinOptions::word).collect(Collectors.joining(" or ")));
                        return otherwise;
                    });
        }

        private Charset charset() {
            String name = text(ENCODING, "").toLowerCase(Locale.ROOT);
            if (name.isEmpty()) {
                return null;
            }
            // Python's names for encodings that have other names in Java. A byte order mark takes precedence in any
            // case.
            String known = switch (name) {
                case "utf-8-sig", "utf8" -> "utf-8";
                case "utf-16", "utf16" -> "utf-16le";
                default -> name.matches("cp12[0-9]{2}") ? "windows-" + name.substring(2) : name;
            };
            try {
                Charset charset = Charset.forName(known);
                if (CsvDialect.isReadable(charset)) {
                    return charset;
                }
            } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                // refused below, like an encoding that Java knows and cannot read
            }
            wrong(
                    ENCODING,
                    "unknown-encoding",
                    name,
                    "utf-8, utf-16, cp1256 or another encoding with one byte per character");
            return StandardCharsets.UTF_8;
        }

        private Character delimiter() {
            String text = options.getOrDefault(DELIMITER, "");
            String one = text.equalsIgnoreCase("tab") || text.equals("\\t") ? "\t" : text;
            if (one.isEmpty()) {
                return null;
            }
            if (one.length() != 1 || one.equals("\"") || one.equals("\n") || one.equals("\r")) {
                wrong(DELIMITER, "delimiter-not-one-character", text, "one character, or tab");
                return ',';
            }
            return one.charAt(0);
        }

        private Set<MerlinFeed> feeds() {
            Set<MerlinFeed> feeds = EnumSet.noneOf(MerlinFeed.class);
            for (String word : text(FEEDS, "").split(",")) {
                if (!word.isBlank()) {
                    MerlinFeed.of(word.strip())
                            .ifPresentOrElse(
                                    feeds::add,
                                    () -> wrong(
                                            FEEDS,
                                            "option-not-understood",
                                            word.strip(),
                                            "some of "
                                                    + Arrays.stream(MerlinFeed.values())
                                                            .map(MerlinFeed::word)
                                                            .collect(Collectors.joining(", "))));
                }
            }
            return feeds.isEmpty() ? EnumSet.allOf(MerlinFeed.class) : feeds;
        }

        private String text(String name, String otherwise) {
            return options.getOrDefault(name, otherwise).strip();
        }

        private void wrong(String option, String rule, String found, String expected) {
            faults.add(new Fault(
                    Position.of(fileName), null, option, rule, found, expected, "Correct the option and drop again."));
        }
    }
}
