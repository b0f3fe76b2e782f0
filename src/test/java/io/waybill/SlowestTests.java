package io.waybill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Prints the twenty test classes that took longest, from the reports that surefire and failsafe write. A step of the build. */
public final class SlowestTests {
    private static final int MOST = 20;

    private SlowestTests() {}

    /** A class and how long it took, with all that its tests share, in seconds. */
    private record Timed(String name, double seconds) {}

    /**
     * Prints the list; nothing when there is no report.
     *
     * @param arguments when the build began, as {@code 2026-01-31T23:59:59Z}: older reports are of other runs; then folders of
     *     reports, which may be missing
     */
    public static void main(String... arguments) throws IOException, XMLStreamException {
        Instant begun = Instant.parse(arguments[0]);
        List<Timed> classes = new ArrayList<>();
        for (String folder : List.of(arguments).subList(1, arguments.length)) {
            for (Path report : reports(Path.of(folder))) {
                if (!Files.getLastModifiedTime(report).toInstant().isBefore(begun)) {
                    classes.add(read(report));
                }
            }
        }
        if (classes.isEmpty()) {
            return;
        }
        classes.sort(Comparator.comparingDouble(Timed::seconds).reversed());
        double all = classes.stream().mapToDouble(Timed::seconds).sum();
        System.out.printf(
                Locale.ROOT, "The slowest of %d test classes, which took %.0f s together:%n", classes.size(), all);
        classes.stream()
                .limit(MOST)
                .forEach(timed -> System.out.printf(Locale.ROOT, "%8.1f s  %s%n", timed.seconds(), timed.name()));
    }

    private static List<Path> reports(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .toList();
        }
    }

    private static Timed read(Path report) throws IOException, XMLStreamException {
        try (var in = Files.newInputStream(report)) {
            XMLStreamReader xml = XMLInputFactory.newDefaultFactory().createXMLStreamReader(in);
            while (xml.next() != XMLStreamConstants.START_ELEMENT) {
                // Only the outermost element is of interest.
            }
            return new Timed(
                    xml.getAttributeValue(null, "name"), Double.parseDouble(xml.getAttributeValue(null, "time")));
        }
    }
}
