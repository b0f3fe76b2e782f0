package io.waybill.timetable.command;

import io.waybill.format.WholeStream;
import io.waybill.format.django.DumpFile;
import io.waybill.timetable.TimetableModels;
import io.waybill.timetable.legacy.LegacyExtractPermissions;
import io.waybill.timetable.permission.ExtractPermissions;
import io.waybill.timetable.permission.PermissionsReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import picocli.CommandLine.Command;

@Command(
        name = "extract-permissions",
        description = {
            "Extracts from a Play dump who may edit what: subject path, user path, user data.",
            "Reads the dump on standard input, writes CSV on standard output, reports on standard error."
        })
final class ExtractPermissionsCommand extends TextJob {
    @Override
    int run(StandardStreams streams, WholeStream out, boolean legacy) throws IOException {
        try (DumpFile dump = DumpFile.of(streams.in(), "standard input")) {
            if (legacy) {
                OutputStream buffered = new BufferedOutputStream(out.out());
                new LegacyExtractPermissions().run(dump, buffered);
                buffered.flush();
                out.commit();
                return DONE;
            }
            PermissionsReport report = new ExtractPermissions(TimetableModels.standard()).run(dump, out.out());
            out.commit();
            PrintStream err = streams.err();
            err.println(report.grants() + " grants read, " + report.rows() + " rows of " + report.users()
                    + " users written, " + report.duplicates() + " duplicates left out.");
            if (!report.warnings().isEmpty()) {
                err.println("Warning: " + report.warnings().total() + " grants are not on a subject.");
                tell(err, report.warnings());
            }
            if (report.rejects().isEmpty()) {
                return DONE;
            }
            err.println("Rejected: " + report.rejects().total() + " grants.");
            tell(err, report.rejects());
            return DONE_WITH_REJECTS;
        }
    }
}
