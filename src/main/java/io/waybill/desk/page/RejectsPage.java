package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.Form;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.folder.DataFolder;
import io.waybill.folder.Inbox;
import io.waybill.format.OwnerOnly;
import io.waybill.match.Candidate;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.reject.Cause;
import io.waybill.reject.Causes;
import io.waybill.reject.Choices;
import io.waybill.reject.ChosenRows;
import io.waybill.reject.ErrorFolder;
import io.waybill.reject.RejectedRow;
import io.waybill.reject.RejectsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The page Rejects: open rejects by cause, and chosen answers that can be delivered. */
public final class RejectsPage {
    private static final int A_PAGE = 20;
    private static final int PORTION = 1_000;
    private static final int PER_CENT = 100;
    private static final int MOST = 200;
    private static final String SPOOL = "desk-";

    private final RejectsReader rejects;
    private final ShownRows rows;
    private final Choices choices;
    private final DataFolder data;
    private final Inbox inbox;

    /** @param rows what is shown of them */
    public RejectsPage(RejectsReader rejects, ShownRows rows, Choices choices, DataFolder data) {
        this.rejects = requireNonNull(rejects, "rejects");
        this.rows = requireNonNull(rows, "rows");
        this.choices = requireNonNull(choices, "choices");
        this.data = requireNonNull(data, "data");
        this.inbox = new Inbox(data);
    }

    /** Those that match the query. A form that leaves fields empty leads to the address without them, which is the one to pass on. */
    Answer list(Request request) throws SQLException {
        Form asked = request.query();
        return !request.ofProgram() && asked.hasBlank()
                ? Redirect.to(RejectsView.address(
                        asked.number("waybill").orElse(null),
                        rows.sought(request, asked),
                        asked.number("from").orElse(0L)))
                : view(request, asked);
    }

    /** The same for a program that sends what it searches for in the body. */
    Answer search(Request request) throws SQLException {
        return view(request, request.form());
    }

    /** All causes that match the query, as a table for spreadsheets. */
    Answer csv(Request request) {
        Long waybill = request.query().number("waybill").orElse(null);
        String text = rows.sought(request, request.query());
        return new Answer.Csv("open-rejects.csv", out -> {
            out.row(List.of("rule", "cause", "reason", "rows", "chosen", "feed", "best candidate", "score in %"));
            List<Cause> some;
            long from = 0;
            do {
                some = rows.causes(request, rejects.causes(waybill, text, PORTION, from))
                        .page();
                for (Cause cause : some) {
                    out.row(cells(cause));
                }
                from += some.size();
            } while (some.size() == PORTION);
        });
    }

    private static List<String> cells(Cause cause) {
        RejectedRow row = cause.first().row();
        Optional<Candidate> best = row.candidates().stream().findFirst();
        return List.of(
                row.rule(),
                String.join(" · ", row.cause()),
                row.reason(),
                Long.toString(cause.rows()),
                Long.toString(cause.chosen()),
                cause.feed().toString(),
                best.map(Candidate::value).orElse(""),
                best.map(candidate -> Long.toString(Math.round(candidate.score() * PER_CENT)))
                        .orElse(""));
    }

    private Answer view(Request request, Form asked) throws SQLException {
        Long waybill = asked.number("waybill").orElse(null);
        String text = rows.sought(request, asked);
        long from = asked.number("from").orElse(0L);
        int limit = (int) Math.min(asked.number("limit").orElse((long) A_PAGE), MOST);
        Causes causes = rows.causes(request, rejects.causes(waybill, text, limit, from));
        long next = from + causes.page().size();
        return new RejectsView(
                causes,
                rows.referredOfCauses(request, causes),
                rejects.chosen(),
                waybill,
                text,
                from,
                next < causes.causes() ? (Long) next : null);
    }

    /**
     * Drops the answers chosen for a feed's rejects into its folder, as a {@code rejects.csv} with the answers filled in. It is a preview,
     * whose waybill has a button to deliver it.
     *
     * @throws RefusedException when nothing was chosen
     */
    Answer deliver(Request request) throws SQLException {
        String asked = request.form().raw("feed");
        ChosenRows chosen = rejects.chosen().stream()
                .filter(each -> each.feed().toString().equals(asked))
                .findFirst()
                .orElseThrow(() -> RefusedException.conflict("Nothing is chosen for this feed yet."));
        FeedName feed = chosen.feed();
        String seen = request.form().text("seen").orElse(RejectsView.stamp(chosen));
        if (!seen.equals(RejectsView.stamp(chosen))) {
            throw RefusedException.conflict("The answers for " + feed
                    + " have changed since you looked at them: their number was " + seen.replaceAll("-.*", "")
                    + " then and is " + chosen.rows() + " now, chosen by " + PageFormat.all(chosen.people())
                    + ". Look at them again, then deliver them.");
        }
        String token = DropOptions.newToken();
        Redirect there = Redirect.to("/drops/" + token);
        return new Answer.FileWork(there, () -> {
            drop(feed, new DropOptions(true, true, token, request.account().name(), Map.of()));
            return there;
        });
    }

    private void drop(FeedName feed, DropOptions options) throws SQLException, IOException {
        Path folder = data.spool(SPOOL + UUID.randomUUID());
        Path file = folder.resolve("upload");
        try {
            OwnerOnly.create(file);
            if (choices.write(feed, file) == 0) {
                throw RefusedException.conflict("Nothing is chosen for this feed any more.");
            }
            inbox.putWithToken(feed, file, ErrorFolder.FILE_NAME, options);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }
}
