package io.waybill.format.lino;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of a dump's data files: {@code <table>.py}, or {@code <table>_<part>.py} where a table has several. */
final class DumpFileName {
    private static final Pattern PART = Pattern.compile("(?<table>.+)_\\d+");
    private static final String ENDING = ".py";

    private DumpFileName() {}

    /**
     * The table whose rows a file probably has. What it really has say the rows themselves: a table's name may end like the number of a part.
     *
     * @param tables those that there are
     */
    static Optional<String> table(String file, Set<String> tables) {
        String name = file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
        if (tables.contains(name)) {
            return Optional.of(name);
        }
        Matcher part = PART.matcher(name);
        return part.matches() && tables.contains(part.group("table"))
                ? Optional.of(part.group("table"))
                : Optional.empty();
    }

    /** Whether a script may name this file: a plain name of a Python file, which leads out of no folder. */
    static boolean isPlain(String file) {
        return file.endsWith(ENDING)
                && file.length() > ENDING.length()
                && file.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ')
                && !file.startsWith(".");
    }
}
