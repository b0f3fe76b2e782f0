package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.DeskConfig;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.desk.http.Upload;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DroppedZip;
import io.waybill.folder.IgnoredNames;
import io.waybill.folder.Inbox;
import io.waybill.format.BinaryFile;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.system.FeedGuide;
import io.waybill.system.FileForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The page Upload a file: puts uploads into a feed's folder. */
public final class DropPage {
    private final List<FeedGuide> guides;
    private final Set<FeedName> formed;
    private final Inbox inbox;
    private final DeskConfig config;
    private final IgnoredNames ignored;

    /**
     * Takes files for the feeds of a data folder.
     *
     * @param guides one of each feed that is watched
     * @param forms with which people make files of some of them
     * @param ignored files of a zip that are left out
     */
    public DropPage(
            List<FeedGuide> guides, List<FileForm> forms, DataFolder data, DeskConfig config, IgnoredNames ignored) {
        this.guides = List.copyOf(guides);
        this.formed = forms.stream().map(FileForm::feed).collect(Collectors.toUnmodifiableSet());
        this.inbox = new Inbox(data);
        this.config = requireNonNull(config, "config");
        this.ignored = requireNonNull(ignored, "ignored");
    }

    /** The form. */
    Answer show(Request request) {
        return new DropView(guides, formed, request.query().raw("feed"), "", config.largestUpload());
    }

    /**
     * Drops the uploaded files.
     *
     * @throws RefusedException when no file or no feed was chosen
     * @throws IOException when one cannot be read
     */
    Answer drop(Request request) throws IOException {
        FeedGuide guide =
                guide(request.form().raw("feed")).orElseThrow(() -> RefusedException.unusable("Choose a feed."));
        requireUsable(guide, request.uploads());
        String token = DropOptions.newToken();
        DropOptions options = GivenOptions.of(guide, request).withToken(token);
        Redirect there = Redirect.to(
                request.form().ticked(FormPage.FIRST) && formed.contains(guide.feed())
                        ? FormPage.address(guide.feed()) + "?" + FormPage.UPLOAD + "=" + token
                        : "/drops/" + token);
        return new Answer.FileWork(there, () -> {
            put(guide.feed(), request.uploads(), options);
            return there;
        });
    }

    private void put(FeedName feed, List<Upload> uploads, DropOptions options) throws IOException {
        if (uploads.size() == 1) {
            Upload one = uploads.get(0);
            inbox.putWithToken(feed, one.file(), one.name(), options);
            return;
        }
        Map<Path, String> names = new LinkedHashMap<>();
        uploads.forEach(upload -> names.put(upload.file(), upload.name()));
        inbox.putTogether(feed, names, options);
    }

    /** Refuses at once what the feed would refuse later, while the person is still there. */
    private void requireUsable(FeedGuide guide, List<Upload> uploads) throws IOException {
        if (uploads.isEmpty()) {
            throw RefusedException.unusable("Choose a file.");
        }
        if (uploads.size() > 1 && !guide.takesSeveral()) {
            throw RefusedException.unusable(
                    "The feed " + guide.title() + " takes one file at a time; " + uploads.size() + " were chosen.");
        }
        if (guide.archives()) {
            return;
        }
        for (Upload upload : uploads) {
            Optional<Fault> binary = BinaryFile.fault(upload.file(), upload.name());
            if (binary.isPresent()) {
                throw RefusedException.unusable(binary.get().sentence());
            }
            if (!DroppedZip.isZip(upload.file())) {
                continue;
            }
            if (uploads.size() > 1) {
                throw RefusedException.unusable(
                        upload.name() + " is a zip, which is a batch of its own: drop it without other files.");
            }
            try {
                DroppedZip.check(upload.file(), upload.name(), ignored);
            } catch (BrokenFileException e) {
                throw RefusedException.unusable(e.getMessage());
            }
        }
    }

    /**
     * An empty file with the header of a feed, to start from.
     *
     * @throws RefusedException when the feed has none
     */
    Answer emptyFile(Request request) {
        FeedName feed = new FeedName(request.word("system"), request.word("feed"));
        FeedGuide guide = guide(feed.toString())
                .filter(each -> !each.columns().isEmpty())
                .orElseThrow(() -> RefusedException.notFound("There is no empty file for " + feed + "."));
        // With a byte order mark spreadsheets read the file as UTF-8.
        String text = "\uFEFF" + String.join(",", guide.columns()) + "\r\n";
        return new Answer.Resource(
                "text/csv; charset=utf-8",
                text.getBytes(StandardCharsets.UTF_8),
                false,
                feed.system() + "-" + feed.feed() + ".csv");
    }

    private Optional<FeedGuide> guide(String feed) {
        return guides.stream()
                .filter(each -> each.feed().toString().equals(feed))
                .findFirst();
    }
}
