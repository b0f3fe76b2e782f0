package io.waybill.timetable.command;

import io.waybill.format.WholeStream;
import io.waybill.format.django.CodePointOrder;
import io.waybill.format.django.DumpFile;
import io.waybill.match.Candidate;
import io.waybill.reject.RejectedRow;
import io.waybill.timetable.TimetableModels;
import io.waybill.timetable.legacy.LegacyMergePermissions;
import io.waybill.timetable.permission.MatchedPermissions;
import io.waybill.timetable.permission.MergePermissions;
import io.waybill.timetable.permission.MergeReport;
import io.waybill.timetable.permission.MergedDump;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "merge-permissions",
        description = {
            "Makes from a permissions CSV the users and grants to load together with the non-user data.",
            "Reads the CSV on standard input, writes a dump on standard output, reports on standard error."
        })
final class MergePermissionsCommand extends TextJob {
    private static final int SUBJECT = 0;
    private static final int USER = 1;

    @Parameters(
            index = "0",
            paramLabel = "REFERENCE",
            description = "The non-user data that the grants refer to, as extract-non-user writes it.")
    private Path reference;

    @Override
    int run(StandardStreams streams, WholeStream out, boolean legacy) throws IOException {
        try (DumpFile dump = DumpFile.of(reference, String.valueOf(reference.getFileName()))) {
            if (legacy) {
                String report =
                        new LegacyMergePermissions().run(dump, streams.in().readAllBytes(), out.out());
                out.commit();
                streams.err().print(report);
                streams.err().flush();
                return DONE;
            }
            MergeReport report = new MergePermissions(TimetableModels.standard())
                    .run(dump, streams.in(), "standard input", out.out());
            out.commit();
            tell(streams.err(), report);
            return report.complete() ? DONE : DONE_WITH_REJECTS;
        }
    }

    private static void tell(PrintStream err, MergeReport report) {
        MatchedPermissions matched = report.matched();
        MergedDump.Written written = report.written();
        err.println(matched.read() + " rows read: " + written.newUsers() + " users and " + written.newGrants()
                + " grants created, " + written.existingGrants() + " grants already exist, " + matched.filtered()
                + " rows left out, " + matched.rejected().size() + " rejected.");
        report.notices().forEach(notice -> err.println("Note: " + notice.sentence()));
        Map<String, List<RejectedRow>> bySubject = new TreeMap<>(CodePointOrder.INSTANCE);
        for (RejectedRow row : matched.rejected()) {
            bySubject
                    .computeIfAbsent(row.cells().get(SUBJECT), subject -> new ArrayList<>())
                    .add(row);
        }
        bySubject.forEach((subject, rows) -> tell(err, subject, rows));
    }

    /** Names the users, because their grants are lost. This goes to standard error, not to a log. */
    private static void tell(PrintStream err, String subject, List<RejectedRow> rows) {
        err.println("Rejected: " + (subject.isEmpty() ? "(no subject)" : subject));
        for (RejectedRow row : rows) {
            err.println("    line " + row.at().line() + ": " + row.cells().get(USER) + ": " + row.reason());
        }
        for (Candidate candidate : rows.get(0).candidates()) {
            err.println("    perhaps " + candidate.value() + " (" + candidate.why() + ", "
                    + Math.round(candidate.score() * 100) + " %)");
        }
    }
}
