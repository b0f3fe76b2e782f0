package io.waybill.timetable.command;

import io.waybill.format.WholeStream;
import io.waybill.format.django.DumpFile;
import io.waybill.timetable.TimetableModels;
import io.waybill.timetable.dump.DanglingReferences;
import io.waybill.timetable.dump.ExtractNonUser;
import io.waybill.timetable.dump.NonUserReport;
import io.waybill.timetable.legacy.LegacyExtractNonUser;
import java.io.IOException;
import java.io.PrintStream;
import picocli.CommandLine.Command;

@Command(
        name = "extract-non-user",
        description = {
            "Extracts from a Live dump what goes to Play: everything that does not belong to users.",
            "Reads the dump on standard input, writes a dump on standard output, reports on standard error."
        })
final class ExtractNonUserCommand extends TextJob {
    @Override
    int run(StandardStreams streams, WholeStream out, boolean legacy) throws IOException {
        try (DumpFile dump = DumpFile.of(streams.in(), "standard input")) {
            if (legacy) {
                new LegacyExtractNonUser().run(dump, out.out());
                out.commit();
                return DONE;
            }
            NonUserReport report =
                    new ExtractNonUser(TimetableModels.standard()).run(dump, out.out(), DanglingReferences.LEAVE_OUT);
            out.commit();
            PrintStream err = streams.err();
            err.println(report.read() + " records read, " + report.kept() + " kept.");
            tell(err, report.counts());
            report.notices().forEach(notice -> err.println("Note: " + notice.sentence() + "."));
            if (report.rejects().isEmpty()) {
                return DONE;
            }
            err.println("Rejected: " + report.rejects().total() + " records.");
            tell(err, report.rejects());
            return DONE_WITH_REJECTS;
        }
    }
}
