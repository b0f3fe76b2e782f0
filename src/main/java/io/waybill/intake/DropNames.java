package io.waybill.intake;

import java.util.List;
import java.util.Locale;

/** Which names in an inbox are drops, and what stands beside one. */
public final class DropNames {
    /** Beside a drop: its options, a properties file. */
    public static final String OPTIONS = ".options";
    /** Beside a drop: it is complete. */
    public static final String DONE = ".done";

    private static final List<String> UNFINISHED = List.of(".tmp", ".part", ".partial", ".filepart", ".crdownload");

    private DropNames() {}

    /** Whether a file of this name may be claimed: not hidden, not half copied, not one that stands beside another. */
    public static boolean isDrop(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !isHidden(name)
                && !lower.endsWith(OPTIONS)
                && !lower.endsWith(DONE)
                && UNFINISHED.stream().noneMatch(lower::endsWith);
    }

    /** The name of a drop beside others of the same name: {@code live.dump}, {@code live (2).dump} and so on. */
    static String numbered(String name, int i) {
        if (i == 1) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) + " (" + i + ")" + name.substring(dot) : name + " (" + i + ")";
    }

    /** Names of editors, file managers and synchronisers, which no person dropped. */
    static boolean isHidden(String name) {
        return name.isEmpty() || name.startsWith(".") || name.startsWith("~") || name.endsWith("~");
    }
}
