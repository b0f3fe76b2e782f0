package io.waybill.lino.dump;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The text of a dump's {@code restore.py}: what stands in every one is in {@code restore-*.txt} beside this class. */
final class ScriptText {
    private final SiteCatalogue site;
    private final DumpOptions options;

    ScriptText(SiteCatalogue site, DumpOptions options) {
        this.site = site;
        this.options = options;
    }

    /** @param files all data files, in the order in which they are loaded */
    String text(List<String> files) {
        return part("restore-head.txt")
                        .replace("{zone}", options.sessionZone())
                        .replace("{version}", literal(options.version().orElse("None")))
                        .replace("{languages}", languages())
                + models()
                + site.tables().stream().map(this::function).collect(Collectors.joining())
                + part("restore-main.txt")
                        .replace(
                                "{files}",
                                files.stream()
                                        .map(file -> "    execfile(\"" + file + "\", *args)\n")
                                        .collect(Collectors.joining()));
    }

    private static String part(String file) {
        try (InputStream text = ScriptText.class.getResourceAsStream(file)) {
            return new String(text.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String literal(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PythonOutput out = new PythonOutput(bytes);
        try {
            out.literal(text);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(UTF_8);
    }

    private String languages() {
        List<String> languages = options.languages();
        return IntStream.range(0, languages.size())
                .mapToObj(i -> ", " + languages.get(i) + "=values[" + i + "]")
                .collect(Collectors.joining());
    }

    private String models() {
        return site.names().stream()
                        .map(model -> model.variable() + " = resolve_model(\"" + model.full() + "\")\n")
                        .collect(Collectors.joining())
                + "\n";
    }

    private String function(SiteTable table) {
        List<String> lines = new ArrayList<>();
        lines.add("def create_" + table.name()
                + table.columns().stream().map(SiteColumn::column).collect(Collectors.joining(", ", "(", "):")));
        for (SiteColumn column : table.columns()) {
            String name = column.column();
            if (column.form() == ValueForm.CONTENT_TYPE) {
                lines.add("    " + name + " = new_content_type_id(" + name + ")");
            } else if (column.isDecimal()) {
                lines.add("    if " + name + " is not None: " + name + " = Decimal(" + name + ")");
            }
        }
        lines.add("    kw = dict()");
        for (SiteColumn column : table.columns()) {
            String name = column.column();
            if (table.parent().map(parent -> parent.pointer().equals(name)).orElse(false)) {
                continue;
            }
            lines.add(
                    column.isTranslated()
                            ? "    if " + name + " is not None: kw.update(bv2kw('" + name + "'," + name + "))"
                            : "    kw.update(" + name + "=" + name + ")");
        }
        String model = table.model().variable();
        lines.add(table.parent()
                .map(parent -> "    return create_mti_child(" + variable(parent.table()) + ", " + parent.pointer()
                        + ", " + model + ", **kw)")
                .orElse("    return " + model + "(**kw)"));
        return String.join("\n", lines) + "\n\n";
    }

    private String variable(String table) {
        return site.tables().stream()
                .filter(each -> each.name().equals(table))
                .map(each -> each.model().variable())
                .findFirst()
                .orElseThrow(() -> new DumpFailedException("No model has the table " + table
                        + ", whose rows others extend: name it in config/lino.yaml, tables."));
    }
}
