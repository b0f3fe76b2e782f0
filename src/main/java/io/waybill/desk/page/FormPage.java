package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.Form;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.folder.DataFolder;
import io.waybill.folder.Inbox;
import io.waybill.ledger.LedgerReader;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.system.FeedGuide;
import io.waybill.system.FileForm;
import io.waybill.system.FileForm.Filled;
import io.waybill.system.FileForm.Made;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Forms that make a file of a feed, show it, and drop it. Nothing is kept between two requests: the page brings all answers each time. */
public final class FormPage {
    /** Field of an upload that belongs to such a form. */
    static final String FIRST = "first";
    /** In the address of the form: the token of what was uploaded for it. */
    static final String UPLOAD = "upload";

    private static final String SPOOL = "forms";
    private static final int UNPROCESSABLE = 422;

    private final List<FeedGuide> guides;
    private final List<FileForm> forms;
    private final DataFolder data;
    private final LedgerReader ledger;

    /**
     * Shows the forms of some feeds.
     *
     * @param guides one of each feed that is watched
     * @param forms of some of them
     */
    public FormPage(List<FeedGuide> guides, List<FileForm> forms, DataFolder data, LedgerReader ledger) {
        this.guides = List.copyOf(guides);
        this.forms = List.copyOf(forms);
        this.data = requireNonNull(data, "data");
        this.ledger = requireNonNull(ledger, "ledger");
    }

    /** Where the form of a feed is. */
    static String address(FeedName feed) {
        return "/feeds/" + feed.system() + "/" + feed.feed() + "/form";
    }

    /**
     * The empty form; or, when something was uploaded for it, a page that waits until that was read.
     *
     * @throws RefusedException when the feed has no form
     */
    Answer show(Request request) throws SQLException, IOException {
        FileForm form = form(request);
        Map<String, String> answers = answers(request.query());
        String token = answers.getOrDefault(UPLOAD, "");
        if (token.isEmpty()) {
            return view(form, answers);
        }
        OptionalLong number = ledger.byToken(token);
        return number.isPresent() && ended(number.getAsLong())
                ? Redirect.to(address(form.feed()) + "?" + FileForm.UPLOADED + "=" + number.getAsLong())
                : new PendingDropView(address(form.feed()) + "?" + UPLOAD + "=" + token);
    }

    private boolean ended(long number) {
        return ledger.show(number).filter(entry -> entry.state().terminal()).isPresent();
    }

    /**
     * The form with answers, and the file that they make.
     *
     * @throws RefusedException when the feed has no form
     */
    Answer fill(Request request) throws SQLException, IOException {
        return view(form(request), answers(request.form()));
    }

    /**
     * The file, to be saved.
     *
     * @throws RefusedException when the feed has no form
     */
    Answer file(Request request) throws SQLException, IOException {
        FormView view = view(form(request), answers(request.form()));
        return view.filled()
                .file()
                .<Answer>map(made -> new Answer.Resource(
                        "text/plain; charset=utf-8", made.text().getBytes(StandardCharsets.UTF_8), false, made.name()))
                .orElse(view);
    }

    /**
     * Drops the file.
     *
     * @throws RefusedException when the feed has no form, or an option is wrong
     * @throws IOException when what the form is about cannot be read
     */
    Answer drop(Request request) throws SQLException, IOException {
        FileForm form = form(request);
        FormView view = view(form, answers(request.form()));
        Optional<Made> made = view.filled().file();
        if (made.isEmpty()) {
            return new Answer.Again(
                    UNPROCESSABLE,
                    view.filled().faults().isEmpty()
                            ? "Nothing is filled in yet."
                            : String.join(" ", view.filled().faults()),
                    view);
        }
        String token = DropOptions.newToken();
        DropOptions options = GivenOptions.of(view.guide(), request).withToken(token);
        Redirect there = Redirect.to("/drops/" + token);
        return new Answer.FileWork(there, () -> {
            Path file = Files.createTempFile(data.spool(SPOOL), "", "");
            try {
                Files.writeString(file, made.get().text());
                new Inbox(data).putWithToken(form.feed(), file, made.get().name(), options);
                return there;
            } finally {
                Files.deleteIfExists(file);
            }
        });
    }

    private FormView view(FileForm form, Map<String, String> answers) throws SQLException, IOException {
        Filled filled = form.filling().fill(answers);
        return new FormView(form, guide(form.feed()), answers, filled);
    }

    private static Map<String, String> answers(Form form) {
        Map<String, String> answers = new TreeMap<>();
        form.fields().keySet().forEach(name -> form.text(name).ifPresent(value -> answers.put(name, value)));
        return answers;
    }

    private FileForm form(Request request) {
        FeedName feed = new FeedName(request.word("system"), request.word("feed"));
        return forms.stream()
                .filter(each -> each.feed().equals(feed))
                .findFirst()
                .orElseThrow(() -> RefusedException.notFound("There is no form for " + feed + "."));
    }

    private FeedGuide guide(FeedName feed) {
        return guides.stream()
                .filter(each -> each.feed().equals(feed))
                .findFirst()
                .orElseThrow(() -> RefusedException.notFound("The feed " + feed + " is not watched."));
    }
}
