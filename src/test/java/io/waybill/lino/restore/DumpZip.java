package io.waybill.lino.restore;

import io.waybill.lino.demo.SampleSite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The dump of the invented site, to be changed by tests before it is zipped. */
public final class DumpZip {
    private static final String ROW = "loader.save(";

    private final Map<String, String> files;

    private DumpZip(Map<String, String> files) {
        this.files = files;
    }

    /** The dump of a site. */
    public static DumpZip of(SampleSite site, Path work) throws IOException {
        Path folder = Files.createTempDirectory(work, "dump");
        site.writeFolder(folder);
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : list.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return new DumpZip(files);
    }

    /** The names of its files. */
    Set<String> names() {
        return files.keySet();
    }

    /** The text of a file. */
    String text(String file) {
        return files.get(file);
    }

    /** The same with another text of a file. */
    public DumpZip with(String file, UnaryOperator<String> change) {
        Map<String, String> changed = new LinkedHashMap<>(files);
        String before = changed.getOrDefault(file, "");
        String after = change.apply(before);
        if (after.equals(before)) {
            throw new IllegalArgumentException("nothing changed in " + file);
        }
        changed.put(file, after);
        return new DumpZip(changed);
    }

    /** The same without a file. */
    public DumpZip without(String file) {
        Map<String, String> changed = new LinkedHashMap<>(files);
        changed.remove(file);
        return new DumpZip(changed);
    }

    /** The same with another name for a file. */
    public DumpZip renamed(String file, String name) {
        Map<String, String> changed = new LinkedHashMap<>(files);
        changed.put(name, changed.remove(file));
        return new DumpZip(changed);
    }

    /** The same with more rows in a file, which says so itself. */
    public DumpZip adding(String table, String... rows) {
        return with(table + ".py", text -> {
            int from = text.indexOf("Loading ") + "Loading ".length();
            int to = text.indexOf(' ', from);
            int count = Integer.parseInt(text.substring(from, to)) + rows.length;
            StringBuilder more = new StringBuilder();
            for (String row : rows) {
                more.append("loader.save(create_")
                        .append(table)
                        .append('(')
                        .append(row)
                        .append("))\n");
            }
            return text.substring(0, from)
                    + count
                    + text.substring(to).replace("\nloader.flush", more + "\nloader.flush");
        });
    }

    /** The same with other lines of rows in a table's file, which says how many they are. */
    DumpZip rows(String table, UnaryOperator<List<String>> change) {
        String text = files.get(table + ".py");
        List<String> rows =
                change.apply(text.lines().filter(line -> line.startsWith(ROW)).toList());
        List<String> others = text.lines().filter(line -> !line.startsWith(ROW)).toList();
        int header = 3;
        Map<String, String> changed = new LinkedHashMap<>(files);
        changed.put(
                table + ".py",
                Stream.of(
                                others.subList(0, header).stream()
                                        .map(line ->
                                                line.replaceFirst("Loading \\d+ ", "Loading " + rows.size() + " ")),
                                rows.stream(),
                                others.subList(header, others.size()).stream())
                        .flatMap(lines -> lines)
                        .collect(Collectors.joining("\n", "", "\n")));
        return new DumpZip(changed);
    }

    /** Writes it. */
    public Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    /** It, as a zip. */
    public byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
