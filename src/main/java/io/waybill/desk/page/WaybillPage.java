package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Change;
import io.waybill.delivery.Changes;
import io.waybill.desk.account.Account;
import io.waybill.desk.account.Accounts;
import io.waybill.desk.account.Right;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.desk.page.WaybillView.DownloadableFile;
import io.waybill.folder.DataFolder;
import io.waybill.folder.Inbox;
import io.waybill.folder.WorkFolder;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.RequestRefusedException;
import io.waybill.ledger.Requests;
import io.waybill.ledger.UsualTimes;
import io.waybill.model.DropOptions;
import io.waybill.model.FileDigest;
import io.waybill.model.FileEntry;
import io.waybill.model.State;
import io.waybill.model.WaybillKind;
import io.waybill.reject.ChosenRows;
import io.waybill.reject.ErrorFolder;
import io.waybill.reject.RejectsReader;
import io.waybill.report.WaybillJson;
import io.waybill.system.FeedGuide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The page of one waybill: its states, counts, plan and files, and the actions that it allows. */
public final class WaybillPage {
    private final LedgerReader ledger;
    private final RejectsReader rejects;
    private final Changes changes;
    private final ShownRows rows;
    private final Requests requests;
    private final Accounts accounts;
    private final DataFolder data;
    private final Inbox inbox;
    private final WaybillJson json;
    private final List<FeedGuide> guides;

    /**
     * @param guides of all feeds that are watched
     * @param rows what is shown of them
     * @param accounts those that may approve are named
     * @param zone that people read times in
     */
    public WaybillPage(
            LedgerReader ledger,
            RejectsReader rejects,
            Changes changes,
            ShownRows rows,
            Requests requests,
            Accounts accounts,
            DataFolder data,
            List<FeedGuide> guides,
            ZoneId zone) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.rejects = requireNonNull(rejects, "rejects");
        this.changes = requireNonNull(changes, "changes");
        this.rows = requireNonNull(rows, "rows");
        this.requests = requireNonNull(requests, "requests");
        this.accounts = requireNonNull(accounts, "accounts");
        this.data = requireNonNull(data, "data");
        this.inbox = new Inbox(data);
        this.guides = List.copyOf(guides);
        this.json = new WaybillJson(zone);
    }

    /**
     * The page.
     *
     * @throws RefusedException when there is no such waybill
     */
    Answer show(Request request) throws SQLException {
        LedgerEntry page = rows.waybill(request, page(request));
        List<DownloadableFile> files = new ArrayList<>();
        List<FileEntry> entries = files(page);
        for (int i = 0; i < entries.size(); i++) {
            FileEntry entry = entries.get(i);
            if (inPlace(entry).isPresent()) {
                files.add(new DownloadableFile(i + 1, entry.role(), name(entry), entry.size()));
            }
        }
        return new WaybillView(
                page,
                json.page(page),
                page.plan().isEmpty()
                        ? List.of()
                        : rows.changes(
                                request,
                                page.number(),
                                changes.page(
                                                page.number(),
                                                Changes.Filter.ALL,
                                                Change.Place.START,
                                                WaybillView.FIRST_CHANGES)
                                        .changes()),
                files,
                Files.isRegularFile(rejects(page), LinkOption.NOFOLLOW_LINKS),
                original(page).isPresent(),
                guide(page).orElse(null),
                undoneSince(page),
                chosenSince(page),
                page.state().terminal() && Files.isDirectory(data.work(page.number()), LinkOption.NOFOLLOW_LINKS),
                requests.isOwn(page, request.account().name()),
                page.state() == State.HELD ? approvers(page) : List.of(),
                page.settled() ? UsualTimes.NONE : ledger.usualTimes(page));
    }

    private List<String> approvers(LedgerEntry page) {
        return accounts.having(Right.APPROVE).stream()
                .map(Account::name)
                .filter(name -> !requests.isOwn(page, name))
                .toList();
    }

    /** Answers that were chosen after this preview of answers was made; null when there are none. */
    private ChosenRows chosenSince(LedgerEntry page) throws SQLException {
        if (page.state() != State.PREVIEWED || !page.file().name().equals(ErrorFolder.FILE_NAME)) {
            return null;
        }
        return rejects.chosen().stream()
                .filter(chosen -> chosen.feed().equals(page.feed())
                        && chosen.latest().isAfter(page.times().claimedAt()))
                .findFirst()
                .orElse(null);
    }

    /** The waybill that has undone what this one only previews; null when there is none. */
    private Long undoneSince(LedgerEntry page) {
        if (page.kind() != WaybillKind.UNDO || page.state() != State.PREVIEWED) {
            return null;
        }
        return ledger.show(page.links().refersTo())
                .map(undone -> undone.links().undoneBy())
                .orElse(null);
    }

    /**
     * Sends one of the files of a waybill.
     *
     * @throws RefusedException when there is no such file, or the file has been replaced
     * @throws IOException when it cannot be read
     */
    Answer file(Request request) throws IOException {
        LedgerEntry page = page(request);
        long number = request.number("file");
        List<FileEntry> entries = files(page);
        if (number > entries.size()) {
            throw RefusedException.notFound("Waybill " + page.number() + " has no such file.");
        }
        FileEntry entry = entries.get((int) number - 1);
        Path file = inPlace(entry)
                .orElseThrow(() -> RefusedException.notFound(
                        name(entry) + " no longer exists, or a later waybill has replaced it."));
        if (!FileDigest.of(file).sha256().equals(entry.sha256())) {
            throw RefusedException.notFound(name(entry) + " was changed or replaced after it was recorded.");
        }
        return new Answer.Attachment(file, name(entry));
    }

    /**
     * Sends the rejects of a waybill that are still open.
     *
     * @throws RefusedException when there are none
     */
    Answer rejects(Request request) {
        LedgerEntry page = page(request);
        Path file = rejects(page);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw RefusedException.notFound("Waybill " + page.number() + " has no open rejects.");
        }
        return new Answer.Attachment(file, "waybill-" + page.number() + "-" + ErrorFolder.FILE_NAME);
    }

    /**
     * Approves the plan that the person has seen.
     *
     * @throws RequestRefusedException when it is no longer held, or its plan has changed
     */
    Answer approve(Request request) {
        return decide(request, true);
    }

    /**
     * Declines a held plan.
     *
     * @throws RequestRefusedException when it is no longer held
     */
    Answer decline(Request request) {
        return decide(request, false);
    }

    private Answer decide(Request request, boolean approved) {
        long number = request.number("number");
        requests.decide(
                number,
                approved,
                request.account().name(),
                request.form().text("reason").orElse(""),
                request.form()
                        .text("fingerprint")
                        .orElseThrow(() -> RefusedException.unusable("The fingerprint of the plan is missing.")));
        return new Redirect(
                "/waybills/" + number,
                approved ? "You approved this plan." : "You declined this plan; nothing was changed.");
    }

    /**
     * The form for cancelling a waybill.
     *
     * @throws RefusedException when there is no such waybill, or it has ended
     */
    Answer askToCancel(Request request) {
        LedgerEntry page = page(request);
        if (page.state().terminal()) {
            throw RefusedException.conflict("Waybill " + page.number() + " has ended, it is "
                    + page.state().word() + ": there is nothing to cancel.");
        }
        return new CancelView(page);
    }

    /**
     * Cancels a waybill that is under way.
     *
     * @throws RequestRefusedException when it has ended, is held, or was cancelled before, or no reason is given
     */
    Answer cancel(Request request) {
        long number = request.number("number");
        requests.cancel(number, request.account().name(), request.form().raw("reason"));
        return new Redirect("/waybills/" + number, "You cancelled this waybill.");
    }

    /**
     * Undoes a waybill, or previews that.
     *
     * @throws RequestRefusedException when it cannot be undone
     */
    Answer undo(Request request) {
        long number = request.number("number");
        String token = DropOptions.newToken();
        return requests.undo(
                        number,
                        request.form().ticked("preview"),
                        request.account().name(),
                        token)
                .<Answer>map(undo -> Redirect.to("/waybills/" + undo))
                .orElseGet(() -> new Redirect("/waybills/" + number, "It was already undone."));
    }

    private Optional<FeedGuide> guide(LedgerEntry page) {
        return guides.stream().filter(guide -> guide.feed().equals(page.feed())).findFirst();
    }

    /**
     * Drops the same file once more: as a preview, or, after a preview, to be delivered. With the same options, unless others came with the
     * form.
     *
     * @throws RefusedException when the file no longer exists, or the waybill has not ended
     */
    Answer again(Request request) {
        LedgerEntry page = page(request);
        Path original =
                original(page).orElseThrow(() -> RefusedException.conflict("The dropped file no longer exists."));
        boolean preview = request.form().ticked("preview");
        if (page.state() == State.HELD && !preview) {
            throw RefusedException.conflict("The plan of this file is held: approve or decline it first.");
        }
        String token = DropOptions.newToken();
        DropOptions options = new DropOptions(
                preview,
                page.state() != State.PREVIEWED || preview,
                token,
                request.account().name(),
                options(request, page));
        Redirect there = Redirect.to("/drops/" + token);
        return new Answer.FileWork(there, () -> {
            inbox.putWithToken(page.feed(), original, page.file().name(), options);
            return there;
        });
    }

    private Map<String, String> options(Request request, LedgerEntry page) {
        Map<String, String> before = page.request().dropOptions().others();
        Optional<FeedGuide> guide = guide(page);
        if (guide.isEmpty() || !request.form().ticked(WaybillView.OTHER_OPTIONS)) {
            return before;
        }
        Map<String, String> others = new TreeMap<>(before);
        // Options that the form does not know stay as they were.
        guide.get().options().forEach(option -> others.remove(option.name()));
        others.putAll(GivenOptions.of(guide.get(), request).others());
        return others;
    }

    private LedgerEntry page(Request request) {
        long number = request.number("number");
        return ledger.show(number).orElseThrow(() -> RefusedException.notFound("There is no waybill " + number + "."));
    }

    /** The dropped file, where it is filed or where it waits with its plan. */
    private Optional<Path> original(LedgerEntry page) {
        if (page.state() == State.HELD) {
            return Optional.of(WorkFolder.at(data.held(page.number()))
                            .original(page.file().name()))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
        }
        return page.results().files().stream()
                .filter(entry -> entry.role() == FileEntry.Role.ORIGINAL)
                .findFirst()
                .flatMap(this::inPlace);
    }

    /** The files that the ledger lists for it, and the dropped one while that waits with its plan. */
    private List<FileEntry> files(LedgerEntry page) {
        List<FileEntry> files = new ArrayList<>(page.results().files());
        if (page.state() == State.HELD) {
            original(page)
                    .ifPresent(file -> files.add(new FileEntry(
                            FileEntry.Role.ORIGINAL,
                            data.relative(file),
                            page.file().size(),
                            page.file().sha256())));
        }
        return files;
    }

    private Path rejects(LedgerEntry page) {
        return data.error(page.feed(), page.number()).resolve(ErrorFolder.FILE_NAME);
    }

    /** The file itself, if it is in the data folder and has the size that the ledger has recorded. */
    private Optional<Path> inPlace(FileEntry entry) {
        Path file = data.file(entry.path());
        try {
            return file.startsWith(data.root())
                            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                            && file.toRealPath().startsWith(data.root().toRealPath())
                            && Files.size(file) == entry.size()
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String name(FileEntry entry) {
        return entry.path().substring(entry.path().lastIndexOf('/') + 1);
    }
}
