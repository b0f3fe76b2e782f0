package io.waybill.desk.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DroppedZip;
import io.waybill.format.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.support.SynchronizationAdapter;

/** Receives a form with files, which are written to disk as they arrive and kept until the request is answered. */
public final class UploadReader {
    private static final String PREFIX = "desk-";
    private static final String MULTIPART = "multipart/form-data";
    /** Allowance for the other fields and the boundaries between them, in bytes. */
    private static final long AROUND = 64 * 1024;

    /** Minimum of an upload, in bytes. */
    private static final long LEAST_A_SECOND = 1_000;

    private final DeskConfig config;
    private final DataFolder data;

    public UploadReader(DeskConfig config, DataFolder data) {
        this.config = requireNonNull(config, "config");
        this.data = requireNonNull(data, "data");
    }

    /**
     * Removes what an earlier process left behind.
     *
     * @throws IOException when it cannot be removed
     */
    public void sweep() throws IOException {
        for (Path folder : data.spools(PREFIX)) {
            discard(folder);
        }
    }

    /**
     * Reads the form; the body becomes a request with its fields and files.
     *
     * @throws RefusedException when a file is too large, it is not such a form, or it lacks the session's form token
     * @throws IOException when the file cannot be written
     */
    public void receive(Exchange exchange, @ExchangeProperty(Gate.REQUEST) Request request) throws IOException {
        HttpServerRequest http = request.http();
        if (!FormReader.contentType(http).equals(MULTIPART)) {
            throw RefusedException.badRequest("A form with a file is expected (" + MULTIPART + ").");
        }
        requireSize(announced(http));
        Path folder = data.spool(PREFIX + UUID.randomUUID());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                discard(folder);
            }
        });
        Reception reception = new Reception(http, folder);
        EventLoop.run(reception.whole, reception::begin);
        try {
            EventLoop.await(reception.whole);
        } finally {
            reception.noLongerWatched();
        }
        Form form = reception.form();
        FormReader.requireToken(request, form);
        Gate.put(exchange, request.withUploads(form, reception.uploads()));
    }

    private void requireSize(long bytes) {
        if (bytes > config.largestUpload() + AROUND) {
            throw RefusedException.tooLarge(String.format(
                    Locale.ROOT,
                    "A file of more than %,d bytes cannot be uploaded: copy it into the" + " feed's folder instead.",
                    config.largestUpload()));
        }
    }

    private static long announced(HttpServerRequest http) {
        String length = http.getHeader("Content-Length");
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }

    private static void discard(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Only Waybill can enter the folder; the next start removes it.
            return;
        }
    }

    /** One form being received. All but the constructor runs on the event loop. */
    private final class Reception {
        private final CompletableFuture<Void> whole = new CompletableFuture<>();
        private final HttpServerRequest http;
        private final Path folder;
        private final Map<Path, String> files = new LinkedHashMap<>();
        private long bytes;
        private int writing;
        private boolean ended;
        private long bytesBefore;
        private volatile long watch;
        private volatile Vertx owner;

        Reception(HttpServerRequest http, Path folder) {
            this.http = http;
            this.folder = folder;
        }

        void begin() {
            owner = Vertx.currentContext().owner();
            watch = owner.setPeriodic(config.patience().toMillis(), again -> requireProgress());
            http.exceptionHandler(whole::completeExceptionally);
            http.setExpectMultipart(true);
            http.uploadHandler(this::part);
            http.handler(part -> {
                bytes += part.length();
                try {
                    requireSize(bytes);
                } catch (RefusedException e) {
                    // The rest is read and ignored.
                    whole.completeExceptionally(e);
                }
            });
            http.endHandler(end -> {
                ended = true;
                finish();
            });
            http.resume();
        }

        /** A slow line may take its time; one that is hardly used holds up others for nothing. */
        private void requireProgress() {
            long least = LEAST_A_SECOND * Math.max(1, config.patience().toSeconds());
            if (!ended && bytes - bytesBefore < least) {
                whole.completeExceptionally(RefusedException.timeout("The file came too slowly: fewer than " + least
                        + " bytes in " + Math.max(1, config.patience().toSeconds())
                        + " seconds. Send it again, or copy it into the feed's folder."));
            }
            bytesBefore = bytes;
        }

        void noLongerWatched() {
            if (owner != null) {
                owner.cancelTimer(watch);
            }
        }

        private void part(HttpServerFileUpload part) {
            if (part.filename() == null || part.filename().isBlank() || whole.isDone()) {
                part.handler(nothing -> {});
                return;
            }
            if (files.size() == DroppedZip.MOST_FILES) {
                whole.completeExceptionally(RefusedException.tooLarge(
                        "At most " + DroppedZip.MOST_FILES + " files can be uploaded at once."));
                part.handler(nothing -> {});
                return;
            }
            Path file = folder.resolve("upload-" + (files.size() + 1));
            try {
                OwnerOnly.create(file);
            } catch (IOException e) {
                whole.completeExceptionally(e);
                part.handler(nothing -> {});
                return;
            }
            files.put(file, part.filename());
            writing++;
            part.pause();
            Vertx.currentContext()
                    .owner()
                    .fileSystem()
                    .open(file.toString(), new OpenOptions().setRead(false).setTruncateExisting(true))
                    .onSuccess(open -> {
                        write(part, open);
                        part.resume();
                    })
                    .onFailure(failure -> {
                        whole.completeExceptionally(failure);
                        part.handler(nothing -> {});
                        part.resume();
                    });
        }

        private void write(HttpServerFileUpload part, AsyncFile open) {
            open.exceptionHandler(whole::completeExceptionally);
            part.exceptionHandler(failure -> {
                open.close();
                whole.completeExceptionally(failure);
            });
            part.handler(bytesOfFile -> {
                if (whole.isDone()) {
                    return;
                }
                open.write(bytesOfFile);
                if (open.writeQueueFull()) {
                    part.pause();
                    open.drainHandler(drained -> part.resume());
                }
            });
            part.endHandler(end -> open.close().onComplete(closed -> {
                writing--;
                if (closed.failed()) {
                    whole.completeExceptionally(closed.cause());
                }
                finish();
            }));
        }

        private void finish() {
            if (ended && writing == 0) {
                whole.complete(null);
            }
        }

        List<Upload> uploads() throws IOException {
            List<Upload> uploads = new ArrayList<>();
            for (Map.Entry<Path, String> file : files.entrySet()) {
                uploads.add(new Upload(file.getKey(), file.getValue(), Files.size(file.getKey())));
            }
            return uploads;
        }

        Form form() {
            Map<String, List<String>> fields = new LinkedHashMap<>();
            for (Map.Entry<String, String> field : http.formAttributes()) {
                fields.computeIfAbsent(SentText.usable(field.getKey()), first -> new ArrayList<>())
                        .add(SentText.usable(field.getValue()));
            }
            return new Form(fields);
        }
    }
}
