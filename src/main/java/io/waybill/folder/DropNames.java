package io.waybill.folder;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which names in an inbox are drops, and how the files beside a drop are named. */
public final class DropNames {
    /** Ending of the file beside a drop that holds its options, as properties. */
    public static final String OPTIONS = ".options";
    /** Ending of the file beside a drop that marks it as complete. */
    public static final String DONE = ".done";

    private static final Pattern SPELLED_OPTIONS =
            Pattern.compile("(?is)(.+)\\.(?:options?|opts?)(?:\\.(?:txt|text|properties|ini|conf|cfg))?");
    private static final int LONGEST_BYTES = 180;
    private static final int LONGEST_EXTENSION = 20;
    /** Of copying programs, browsers and synchronisers. */
    private static final List<String> UNFINISHED = List.of(
            ".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".opdownload", ".!sync");
    /** Of editors, and what Windows keeps beside a downloaded file. */
    private static final List<String> COMPANION_ENDINGS =
            List.of(".swp", ".swo", ".swx", ":zone.identifier", "\uF03Azone.identifier", ".lck");
    /** Of file managers and network drives. */
    private static final Set<String> COMPANIONS = Set.of(
            "thumbs.db",
            "ehthumbs.db",
            "ehthumbs_vista.db",
            "desktop.ini",
            "icon\r",
            "$recycle.bin",
            "system volume information",
            "lost+found",
            "@eadir",
            "__macosx");

    private DropNames() {}

    /** Whether a file of this name may be claimed: it is not hidden, not half copied, and does not belong to another file. */
    public static boolean isDrop(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !isCompanion(name)
                && ofOptions(name).isEmpty()
                && !lower.endsWith(DONE)
                && UNFINISHED.stream().noneMatch(lower::endsWith);
    }

    /**
     * The name of the drop whose options a file of this name holds, as that name is spelled there; empty when it is no options file.
     * People and their editors spell {@value #OPTIONS} in other ways too: {@code .OPTIONS}, {@code .options.txt}, {@code .opts}.
     */
    public static Optional<String> ofOptions(String name) {
        Matcher spelled = SPELLED_OPTIONS.matcher(name);
        return isCompanion(name) || !spelled.matches() ? Optional.empty() : Optional.of(spelled.group(1));
    }

    /** The name of a drop beside others of the same name: {@code live.dump}, {@code live (2).dump} and so on. */
    public static String numbered(String name, int i) {
        if (i == 1) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) + " (" + i + ")" + name.substring(dot) : name + " (" + i + ")";
    }

    /**
     * Makes a name from elsewhere, which may be a path, safe to use here: the last part of the path, without characters that file systems
     * reject or terminals interpret, and short enough for the endings of the files beside a drop.
     */
    public static String safe(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        StringBuilder safe = new StringBuilder();
        Normalizer.normalize(last, Normalizer.Form.NFC)
                .codePoints()
                .forEach(c -> safe.appendCodePoint(isPlain(c) ? c : '_'));
        String plain = shortened(safe.toString().strip());
        if (plain.isEmpty() || plain.equals(".") || plain.equals("..")) {
            return "drop.file";
        }
        try {
            return Path.of(plain).getFileName().toString();
        } catch (InvalidPathException e) {
            // The encoding of this file system's names lacks some of these characters.
            return plain.replaceAll("[^ -~]", "_");
        }
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Keeps the extension, by which people recognise the kind of file. */
    static String shortened(String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= LONGEST_EXTENSION ? name.substring(dot) : "";
        StringBuilder stem = new StringBuilder(name.substring(0, name.length() - extension.length()));
        while ((stem + extension).getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            stem.setLength(stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + extension;
    }

    /** Whether editors, file managers, browsers, synchronisers and Office give this name to files of their own: nobody dropped these. */
    static boolean isCompanion(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return name.isEmpty()
                || name.startsWith(".")
                || name.startsWith("~")
                || name.endsWith("~")
                || name.length() > 1 && name.startsWith("#") && name.endsWith("#")
                || COMPANIONS.contains(lower)
                || COMPANION_ENDINGS.stream().anyMatch(lower::endsWith);
    }
}
