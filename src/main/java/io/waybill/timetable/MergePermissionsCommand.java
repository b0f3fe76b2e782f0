package io.waybill.timetable;

import io.waybill.format.WholeStream;
import io.waybill.format.django.DumpFile;
import io.waybill.match.Candidate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "merge-permissions",
        description = {
            "Makes of a permissions CSV the users and grants to load beside the non-user data.",
            "Reads the CSV on standard input, writes a dump on standard output, reports on standard error."
        },
        footer = {
            "",
            "Exit status: 0 all carried, 3 some rows rejected (they are reported), 1 failed and nothing written, 2 usage."
        })
final class MergePermissionsCommand extends TextJob {
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
        err.println(report.rows() + " rows read, " + report.newUsers() + " users and " + report.newGrants()
                + " grants made, " + report.existingGrants() + " grants were there already, " + report.duplicates()
                + " duplicates left out.");
        if (report.rootMade()) {
            err.println("Note: the reference has no thing above its users; it was made.");
        }
        if (!report.warnings().isEmpty()) {
            err.println("Warning: " + report.warnings().total() + " grants are not on a subject.");
            tell(err, report.warnings());
        }
        if (!report.rejects().isEmpty()) {
            err.println("Rejected: " + report.rejects().total() + " rows or cells.");
            tell(err, report.rejects());
        }
        if (!report.unmatched().isEmpty()) {
            err.println("Not found in the reference: " + report.unmatched().size() + " subjects.");
            for (MergeReport.Unmatched unmatched : report.unmatched()) {
                err.println("  " + unmatched.subject());
                for (MergeReport.Holder holder : unmatched.holders()) {
                    err.println("    line " + holder.line() + ": " + holder.user());
                }
                for (Candidate candidate : unmatched.candidates()) {
                    err.println("    perhaps " + candidate.value() + " (" + candidate.why() + ", "
                            + Math.round(candidate.score() * 100) + " %)");
                }
            }
        }
        if (!report.usersWithout().isEmpty()) {
            err.println("Users left without any grant, not made: " + String.join(", ", report.usersWithout()));
        }
    }
}
