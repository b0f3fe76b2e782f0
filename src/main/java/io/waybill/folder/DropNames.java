package io.waybill.folder;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Which names in an inbox are drops, and what stands beside one. */
public final class DropNames {
    /** Beside a drop: its options, a properties file. */
    public static final String OPTIONS = ".options";
    /** Beside a drop: it is complete. */
    public static final String DONE = ".done";

    private static final int LONGEST_BYTES = 180;
    private static final int LONGEST_EXTENSION = 20;
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
    public static String numbered(String name, int i) {
        if (i == 1) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) + " (" + i + ")" + name.substring(dot) : name + " (" + i + ")";
    }

    /**
     * What a file is called here whose name comes from elsewhere, where it may have been a path: its last part, without what file
     * systems do not take or terminals obey, and not longer than leaves room for what stands beside a drop.
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
            // The file system's names are in an encoding that lacks some of these.
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

    /** Keeps the extension, by which people know what it is. */
    private static String shortened(String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= LONGEST_EXTENSION ? name.substring(dot) : "";
        StringBuilder stem = new StringBuilder(name.substring(0, name.length() - extension.length()));
        while ((stem + extension).getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            stem.setLength(stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + extension;
    }

    /** Names of editors, file managers and synchronisers, which no person dropped. */
    static boolean isHidden(String name) {
        return name.isEmpty() || name.startsWith(".") || name.startsWith("~") || name.endsWith("~");
    }
}
