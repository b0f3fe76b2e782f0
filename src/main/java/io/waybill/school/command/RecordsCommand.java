package io.waybill.school.command;

import io.waybill.folder.IgnoredNames;
import io.waybill.format.BrokenFileException;
import io.waybill.format.OwnerOnly;
import io.waybill.school.config.SchoolConfig;
import io.waybill.school.load.RecordExport;
import io.waybill.school.load.SchoolTable;
import io.waybill.settings.Settings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code waybill school records EXPORT FILE}. */
@Command(
        name = "records",
        description = {
            "Writes the records of an export of iSAMS or SchoolBase as JSON Lines, for other programs.",
            "docs/school-records.schema.json describes them. Needs no database. The year is that of config/school.yaml."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:all of it was written",
            " 1:the export is broken or not whole: nothing was written",
            " 2:the command line or a setting is wrong",
            " 3:written, and some of it could not be used: the lines \"rejected\" say what"
        })
final class RecordsCommand implements Callable<Integer> {
    private static final int WITH_REJECTS = 3;

    @ParentCommand
    private SchoolCommand parent;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "EXPORT",
            description = "data.xml, a zip with it, or a zip of SchoolBase's tables.")
    private Path export;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "Where the lines are written; it must not exist. Only its owner may read it.")
    private Path file;

    @Option(
            names = "--start",
            paramLabel = "DAY",
            converter = DayWord.class,
            description = "Leave out what is over before this day (default: the year's first).")
    private LocalDate start;

    @Option(names = "--ahead", paramLabel = "YEARS", description = "Years by which the export is behind (default: 0).")
    private int ahead;

    @Option(names = "--timetable", paramLabel = "NAME", description = "Of iSAMS (default: the first published one).")
    private String timetable;

    @Override
    public Integer call() throws IOException {
        Settings settings = parent.dispatch().settings();
        SchoolConfig config = SchoolConfig.load(settings.config(), SchoolTable::isName);
        if (!Files.isRegularFile(export)) {
            throw new ParameterException(spec.commandLine(), export + " is no file.");
        }
        if (Files.exists(file)) {
            throw new ParameterException(spec.commandLine(), file + " exists already: give another name.");
        }
        Path unpacked = Files.createTempDirectory("waybill-records");
        boolean whole = false;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(OwnerOnly.create(file)))) {
            RecordExport.Written written = new RecordExport(config, new IgnoredNames(settings.ignored()))
                    .write(export, unpacked, start, ahead, timetable, out);
            whole = true;
            tell(String.format(
                    Locale.ROOT, "%s: %,d records, %,d rejected.", file, written.records(), written.rejected()));
            return written.rejected() > 0 ? WITH_REJECTS : 0;
        } catch (BrokenFileException e) {
            e.faults().forEach(fault -> tell(fault.sentence()));
            return 1;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
            delete(unpacked);
        }
    }

    private void tell(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
