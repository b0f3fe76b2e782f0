package io.waybill.folder;

import io.waybill.format.NameBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The options files in a folder, and the drops that they are for: an options file may be spelled in another way than its drop
 * ({@code F.CSV.OPTIONS}, {@code f.csv.options.txt}).
 */
public final class OptionsFiles {
    private final List<Path> options;
    private final Set<String> drops = new TreeSet<>();
    private final Set<String> dropsInLowerCase = new TreeSet<>();

    private OptionsFiles(List<Path> files) {
        options = files.stream()
                .filter(file -> DropNames.ofOptions(name(file)).isPresent())
                .sorted()
                .toList();
        files.stream().map(OptionsFiles::name).filter(DropNames::isDrop).forEach(name -> {
            drops.add(name);
            dropsInLowerCase.add(lower(name));
        });
    }

    /**
     * Looks into a folder.
     *
     * @throws IOException when it cannot be read
     */
    public static OptionsFiles in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new OptionsFiles(files.toList());
        }
    }

    /**
     * The options file of a drop, as it is spelled.
     *
     * @return where it would be when there is none
     * @throws IOException when the folder cannot be read
     */
    public static Path beside(Path drop) throws IOException {
        Path usual = NameBytes.beside(drop, DropNames.OPTIONS);
        if (Files.exists(usual)) {
            return usual;
        }
        return in(drop.getParent()).of(drop).stream().findFirst().orElse(usual);
    }

    /** Those that are for a drop: more than one when they are spelled in different ways. */
    public List<Path> of(Path drop) {
        return options.stream().filter(each -> isFor(dropOf(each), name(drop))).toList();
    }

    /** Those that seem to be for a drop, but lack the ending of its name: {@code f.options} beside {@code f.csv}. */
    public List<Path> nearly(Path drop) {
        return lonely().stream()
                .filter(each -> lower(name(drop)).startsWith(lower(dropOf(each)) + "."))
                .toList();
    }

    /** Those that are for no drop in the folder. */
    public List<Path> lonely() {
        return options.stream()
                .filter(each -> !dropsInLowerCase.contains(lower(dropOf(each))))
                .toList();
    }

    /** Another spelling counts only while no drop is spelled exactly so. */
    private boolean isFor(String spelled, String drop) {
        return spelled.equals(drop) || spelled.equalsIgnoreCase(drop) && !drops.contains(spelled);
    }

    private static String dropOf(Path options) {
        return DropNames.ofOptions(name(options)).orElseThrow();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String name(Path file) {
        return NameBytes.readable(file);
    }
}
