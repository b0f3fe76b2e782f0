package io.waybill.lino.restore;

import io.waybill.format.lino.Generation;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dump of the invented site as the generator would have written it at other times. */
final class GenerationForms {
    private static final String SCRIPT = "restore.py";
    private static final String HEADER = "# This is a Python dump created using dump2py.\n"
            + "# DJANGO_SETTINGS_MODULE was 'advice.settings', TIME_ZONE was 'Europe/Tallinn'.\n";
    private static final String LOGGER = "import logging\nlogger = logging.getLogger('advice.restore')\n";
    private static final String UTC = ", timezone=utc)";
    private static final Pattern TIME_FUNCTIONS = Pattern.compile("if settings.USE_TZ:\n(    .*\n)+else:\n(    .*\n)+");
    private static final Pattern OWN_EXECFILE = Pattern.compile("def execfile\\(.*\n(    .*\n)+\n");
    private static final Pattern CHILD =
            Pattern.compile("(def create_\\w+\\(.*\n)    kw = dict\\(\\)\n((?:    kw\\.update.*\n)*)"
                    + "    return create_mti_child\\((.*), \\*\\*kw\\)\n");
    private static final Pattern CONVERSION =
            Pattern.compile("(?m)^    (?:if (\\w+) is not None: \\1 = Decimal|(\\w+) = new_content_type_id)\\(.*\n");
    private static final Pattern MAIN_GUARD = Pattern.compile("(?s)if __name__ == .*");
    private static final Pattern DT = Pattern.compile("dt\\((\\d+),(\\d+),(\\d+),(\\d+),(\\d+),(\\d+)\\)");
    private static final Pattern COUNT = Pattern.compile("logger.info\\(\"Loading (.*)\\.\\.\\.\"\\)");
    private static final Pattern NON_ASCII = Pattern.compile("[^\\x00-\\x7F]");
    private static final ZoneId ZONE = ZoneId.of("Europe/Tallinn");

    private GenerationForms() {}

    /** The dump in the form of a generation. */
    static DumpZip of(Generation generation, DumpZip dump) {
        return switch (generation) {
            case G0 -> g0(g1(dump));
            case G1 -> g1(dump);
            case G2 -> g2(dump);
            case G3 -> g3(dump);
            case G4 -> g4(dump);
            case G5 -> g5(dump);
            case G6 -> each(dump, text -> text);
            case G7 -> g7(dump);
        };
    }

    /** One file, whose rows are yielded by functions. */
    private static DumpZip g0(DumpZip dump) {
        String script = dump.text(SCRIPT);
        List<String> tables = new ArrayList<>();
        StringBuilder text = new StringBuilder(script.substring(0, script.indexOf("def main("))
                .replace("from north.dpy import create_mti_child, DpyLoader", "from lino.utils.mti import create_child")
                .replace("create_mti_child", "create_child"));
        DumpZip rest = dump;
        for (Matcher file = Pattern.compile("execfile\\(\"(\\w+)\\.py\"\\)").matcher(script); file.find(); ) {
            tables.add(file.group(1));
            text.append("\ndef ").append(file.group(1)).append("_objects():\n");
            dump.text(file.group(1) + ".py").lines().forEach(line -> {
                if (line.startsWith("loader.save(")) {
                    text.append("    yield ")
                            .append(line, "loader.save(".length(), line.length() - 1)
                            .append('\n');
                }
            });
        }
        for (String file : List.copyOf(dump.names())) {
            rest = rest.without(file);
        }
        text.append("\ndef objects():\n");
        tables.forEach(table -> text.append("    yield ").append(table).append("_objects()\n"));
        text.append("\nsettings.SITE.install_migrations(globals())\n");
        return rest.with("site.py", none -> text.toString());
    }

    /** Of a library of its own; the names of the fields are nowhere. */
    private static DumpZip g1(DumpZip dump) {
        return each(
                        g2(dump).with(
                                        SCRIPT,
                                        script -> script.replace("lino.utils.dpy", "north.dpy")
                                                .replace(
                                                        "This is a Python dump created using",
                                                        "This is a `Python dump <http://x.org>`_\ncreated using")),
                        text -> COUNT.matcher(text)
                                .replaceFirst("# loading $1:")
                                .replaceFirst("(?m)^# fields: .*\n", ""))
                .with("teams_team.py", text -> text.replaceFirst("# loading \\d+ objects to", "# all objects() from"));
    }

    /** Times are numbers of the class itself, and models that extend others get their columns one by one. */
    private static DumpZip g2(DumpZip dump) {
        return each(
                dump.with(
                        SCRIPT,
                        script -> TIME_FUNCTIONS
                                .matcher(extendingModels(conversions(withoutExecfile(script))))
                                .replaceFirst("")
                                .replace(
                                        HEADER,
                                        "\"\"\"\nThis is a Python dump created using Lino 1.7.0, Django 1.9.5 (2015/04/30 15:00).\n\n\"\"\"\n")
                                .replace(
                                        "from datetime import datetime,",
                                        "from datetime import datetime as dt\nfrom datetime import")
                                .replace("def main(args):", "def main():")
                                .replace("    args = (globals(), locals())\n", "")
                                .replaceFirst(MAIN_GUARD.pattern(), "if __name__ == '__main__':\n    main()\n")
                                .replace(
                                        "user_type, partner_id):\n",
                                        "user_type, partner_id):\n    if user_type: user_type ="
                                                + " settings.SITE.modules.users.UserTypes.get_by_value(user_type)\n")),
                GenerationForms::escaped);
    }

    /** Times of the zone that the header names. */
    private static DumpZip g3(DumpZip dump) {
        return each(
                dump.with(
                        SCRIPT,
                        script -> extendingModels(
                                withoutQuick(withoutExecfile(script)).replace(UTC, ")"))),
                text -> escaped(local(text)));
    }

    /** The same, with models that extend others as all others. */
    private static DumpZip g4(DumpZip dump) {
        return each(
                dump.with(
                        SCRIPT, script -> withoutQuick(withoutExecfile(script)).replace(UTC, ")")),
                text -> escaped(local(text)));
    }

    /** With its own execfile, and without an option. */
    private static DumpZip g5(DumpZip dump) {
        return each(dump.with(SCRIPT, GenerationForms::withoutQuick), GenerationForms::escaped);
    }

    /** Of the newest Python. */
    private static DumpZip g7(DumpZip dump) {
        return each(
                dump.with(
                        SCRIPT,
                        script -> script.replace(LOGGER, "from lino import logger\n")
                                .replace("import six\n", "")
                                .replace(
                                        "import make_aware, utc\n",
                                        "import make_aware\nfrom datetime import timezone; utc = timezone.utc\n")),
                text -> text);
    }

    private static String withoutQuick(String script) {
        return script.replace(", quick=args.quick", "").replaceFirst("    parser.add_argument\\('--quick'.*\n", "");
    }

    private static String withoutExecfile(String script) {
        return OWN_EXECFILE.matcher(script).replaceFirst("").replace(".py\", *args)", ".py\")");
    }

    private static String extendingModels(String script) {
        return CHILD.matcher(script)
                .replaceAll(function -> Matcher.quoteReplacement(function.group(1)
                        + "    return create_mti_child(" + function.group(3)
                        + function.group(2).replaceAll("    kw\\.update\\((.*)\\)\n", ",$1") + ")\n"));
    }

    /** Each conversion right before the line that it is for. */
    private static String conversions(String script) {
        String moved = script;
        for (Matcher line = CONVERSION.matcher(script); line.find(); ) {
            String column = line.group(1) == null ? line.group(2) : line.group(1);
            String update = "    kw.update(" + column + "=" + column + ")\n";
            if (moved.contains("kw = dict()") && !moved.contains(line.group() + update)) {
                moved = moved.replace(line.group(), "").replace(update, line.group() + update);
            }
        }
        return moved;
    }

    private static String local(String text) {
        return DT.matcher(text).replaceAll(time -> {
            LocalDateTime local = LocalDateTime.of(
                            number(time, 1),
                            number(time, 2),
                            number(time, 3),
                            number(time, 4),
                            number(time, 5),
                            number(time, 6))
                    .atOffset(ZoneOffset.UTC)
                    .atZoneSameInstant(ZONE)
                    .toLocalDateTime();
            return "dt(" + local.getYear() + "," + local.getMonthValue() + "," + local.getDayOfMonth() + ","
                    + local.getHour() + "," + local.getMinute() + "," + local.getSecond() + ")";
        });
    }

    private static int number(MatchResult time, int group) {
        return Integer.parseInt(time.group(group));
    }

    /** As Python 2 writes texts. */
    static String escaped(String text) {
        return NON_ASCII
                .matcher(text)
                .replaceAll(one -> Matcher.quoteReplacement(
                        String.format("\\u%04x", (int) one.group().charAt(0))))
                .replace(",'", ",u'")
                .replace("['", "[u'");
    }

    private static DumpZip each(DumpZip dump, UnaryOperator<String> change) {
        DumpZip changed = dump;
        for (String file : List.copyOf(dump.names())) {
            if (!file.equals(SCRIPT)) {
                // Some have nothing to be written in another way.
                changed = changed.with(file, text -> change.apply(text) + "# of another time\n");
            }
        }
        return changed;
    }
}
