package io.waybill.lino.config;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a dropped dump.
 *
 * @param source how its times are meant, where it does not say so itself
 * @param encoding of its files
 * @param acceptLoss how many rejects are accepted without anybody's approval
 * @param skip tables that are left out
 * @param way how the tables are replaced
 */
public record RestoreOptions(LinoConfig.Source source, Charset encoding, long acceptLoss, Set<String> skip, Way way) {
    /** Whether the site stored points in time: {@code true} or {@code false}. */
    public static final String USE_TZ = "source.use-tz";
    /** The time zone of the site. */
    public static final String ZONE = "source.zone";
    /** The encoding of the dump's files. */
    public static final String ENCODING = "encoding";
    /** How many rejects are accepted. */
    public static final String ACCEPT_LOSS = "accept-loss";
    /** Tables that are left out, separated by commas. */
    public static final String SKIP = "skip";
    /** How the tables are replaced. */
    public static final String WAY = "way";

    private static final int MOST_DIGITS = 9;

    /** How the tables of a site are replaced. */
    public enum Way {
        /** in a copy beside the live tables, which then takes their place; in place where that is not possible */
        SHADOW,
        /** in the live tables, row by row that differs, in one transaction */
        IN_PLACE;

        /** As an option says it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Reads the options of a drop.
     *
     * @param fileName of the drop, for messages
     * @param options by name
     * @throws BrokenFileException naming every option that has a wrong value
     */
    public static RestoreOptions of(String fileName, Map<String, String> options, LinoConfig config) {
        Reader reader = new Reader(fileName, options);
        RestoreOptions read = reader.read(config);
        reader.faults.throwIfAny();
        return read;
    }

    /** The encoding of this name, also as Python names it; empty when there is none. */
    public static Optional<Charset> encoding(String name) {
        try {
            return Optional.of(Charset.forName(name.equalsIgnoreCase("latin-1") ? "ISO-8859-1" : name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private record Reader(String fileName, Map<String, String> options, Faults faults) {
        Reader(String fileName, Map<String, String> options) {
            this(fileName, options, new Faults());
        }

        RestoreOptions read(LinoConfig config) {
            Set<String> skip = new HashSet<>(config.skip());
            Arrays.stream(options.getOrDefault(SKIP, "").split(","))
                    .map(String::strip)
                    .filter(table -> !table.isEmpty())
                    .forEach(skip::add);
            return new RestoreOptions(
                    new LinoConfig.Source(useTz(config), zone(config)), encoding(), acceptLoss(), skip, way());
        }

        private Boolean useTz(LinoConfig config) {
            String said = options.get(USE_TZ);
            if (said == null) {
                return config.source().useTz();
            }
            if (!said.equals("true") && !said.equals("false")) {
                wrong(USE_TZ, "wrong-option", said, "true or false");
            }
            return said.equals("true");
        }

        private String zone(LinoConfig config) {
            String said = options.get(ZONE);
            if (said != null && LinoConfig.zone(said).isEmpty()) {
                wrong(ZONE, "wrong-option", said, "a time zone such as Europe/Tallinn");
            }
            return said == null ? config.source().zone() : said;
        }

        private Charset encoding() {
            String said = options.getOrDefault(ENCODING, "utf-8");
            return RestoreOptions.encoding(said).orElseGet(() -> {
                wrong(ENCODING, "wrong-option", said, "an encoding such as utf-8, latin-1 or cp1252");
                return StandardCharsets.UTF_8;
            });
        }

        private long acceptLoss() {
            String said = options.getOrDefault(ACCEPT_LOSS, "0");
            if (!said.matches("\\d{1," + MOST_DIGITS + "}")) {
                wrong(ACCEPT_LOSS, "wrong-option", said, "a number of rows, such as 12");
                return 0;
            }
            return Long.parseLong(said);
        }

        private Way way() {
            String said = options.getOrDefault(WAY, Way.SHADOW.word());
            for (Way way : Way.values()) {
                if (way.word().equals(said)) {
                    return way;
                }
            }
            wrong(WAY, "wrong-option", said, Way.SHADOW.word() + " or " + Way.IN_PLACE.word());
            return Way.SHADOW;
        }

        private void wrong(String option, String rule, String found, String expected) {
            faults.add(new Fault(
                    Position.of(fileName),
                    null,
                    "option " + option,
                    rule,
                    found,
                    expected,
                    "Correct " + fileName + ".options, or the form on the desk."));
        }
    }
}
