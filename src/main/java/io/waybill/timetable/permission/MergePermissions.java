package io.waybill.timetable.permission;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.csv.CsvDialect;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.format.csv.EncodingGuess;
import io.waybill.format.django.DumpFile;
import io.waybill.match.Decisions;
import io.waybill.match.ReferenceEntry;
import io.waybill.match.Renames;
import io.waybill.model.Notice;
import io.waybill.timetable.SubjectRule;
import io.waybill.timetable.TimetableModels;
import io.waybill.timetable.dump.ExtractNonUser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes from a permissions file the users and grants that are to be loaded together with the non-user data. */
public final class MergePermissions {
    private final TimetableModels models;

    public MergePermissions(TimetableModels models) {
        this.models = requireNonNull(models, "models");
    }

    /**
     * Merges one file, without earlier decisions and without renames.
     *
     * @param dump the non-user data, as {@link ExtractNonUser} writes it
     * @param csv rows of subject path, user path and user data, in any dialect
     * @param csvName its name as its owner knows it, for messages
     * @param out receives a dump; not closed
     * @throws BrokenFileException when one of the files cannot be used; nothing has been written then
     */
    public MergeReport run(DumpFile dump, InputStream csv, String csvName, OutputStream out) throws IOException {
        MergeReference reference = MergeReference.read(dump, models);
        Collection<ReferenceEntry> things = reference.things();
        SubjectRule subjects = new SubjectRule(things, models.subjects());
        List<Notice> notices = new ArrayList<>();
        List<CsvRow> rows = CsvRows.read(csv, csvName, dialect -> addGuess(csvName, dialect, notices));
        MatchedPermissions matched = new PermissionMatcher(
                        PermissionMatcher.index(things, subjects),
                        subjects,
                        Decisions.NONE,
                        Renames.NONE,
                        models.users())
                .match(csvName, PermissionRows.of(rows));
        MergedDump.Written written = new MergedDump(reference, models).write(matched.grants(), out);
        notices.addAll(matched.notices());
        if (written.rootMade()) {
            notices.add(new Notice(
                    "user-root-made", "The reference has no Thing '" + models.userRoot() + "'; it was created.", 1));
        }
        if (written.dataKept() > 0) {
            notices.add(new Notice(
                    "user-data-kept",
                    written.dataKept()
                            + " users of the reference keep their data, although the file has different data for them.",
                    written.dataKept()));
        }
        if (reference.ambiguousPaths() > 0) {
            notices.add(new Notice(
                    "ambiguous-path",
                    reference.ambiguousPaths()
                            + " paths of the reference belong to several Things each; no row is matched to them.",
                    reference.ambiguousPaths()));
        }
        return new MergeReport(matched, written, notices);
    }

    private static void addGuess(String name, CsvDialect dialect, List<Notice> notices) {
        EncodingGuess guess = dialect.guess();
        if (guess != null) {
            String doubt = guess.doubt(name).map(sentence -> " " + sentence).orElse("");
            notices.add(new Notice(
                    "guessed-encoding",
                    guess.sentence(name) + doubt + " If it is another one, save it as CSV UTF-8.",
                    guess.words()));
        }
    }
}
