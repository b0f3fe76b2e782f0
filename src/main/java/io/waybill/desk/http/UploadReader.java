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

/** Takes a form with files, which go to the disk as they come and stay there until the request is answered. */
public final class UploadReader {
    private static final String PREFIX = "desk-";
    private static final String MULTIPART = "multipart/form-data";
    /** What the fields beside the file and the marks between them may take. */
    private static final long AROUND = 64 * 1024;

    private final DeskConfig config;
    private final DataFolder data;

    public UploadReader(DeskConfig config, DataFolder data) {
        this.config = requireNonNull(config, "config");
        this.data = requireNonNull(data, "data");
    }

    /** Removes what an earlier process did not get to remove. @throws IOException when it cannot be removed */
    public void sweep() throws IOException {
        for (Path folder : data.spools(PREFIX)) {
            discard(folder);
        }
    }

    /**
     * Reads it; the body becomes a request that has the fields and the files that were chosen.
     *
     * @throws RefusedException when the file is too large, it is no such form, or the form token of the session is missing
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
        EventLoop.await(reception.whole);
        Form form = reception.form();
        FormReader.requireToken(request, form);
        Gate.put(exchange, request.withUploads(form, reception.uploads()));
    }

    private void requireSize(long bytes) {
        if (bytes > config.largestUpload() + AROUND) {
            throw RefusedException.tooLarge(String.format(
                    Locale.ROOT,
                    "A file of more than %,d bytes is not taken here (waybill.desk.largest-upload): copy it into the feed's"
                            + " folder instead.",
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
            // Nobody else may enter its folder; the next start removes it.
            return;
        }
    }

    /** One form that comes in. All but the constructor runs on the connection's thread. */
    private final class Reception {
        private final CompletableFuture<Void> whole = new CompletableFuture<>();
        private final HttpServerRequest http;
        private final Path folder;
        private final Map<Path, String> files = new LinkedHashMap<>();
        private long bytes;
        private int writing;
        private boolean ended;

        Reception(HttpServerRequest http, Path folder) {
            this.http = http;
            this.folder = folder;
        }

        void begin() {
            http.exceptionHandler(whole::completeExceptionally);
            http.setExpectMultipart(true);
            http.uploadHandler(this::part);
            http.handler(part -> {
                bytes += part.length();
                try {
                    requireSize(bytes);
                } catch (RefusedException e) {
                    // What else comes is thrown away.
                    whole.completeExceptionally(e);
                }
            });
            http.endHandler(end -> {
                ended = true;
                finish();
            });
            http.resume();
        }

        private void part(HttpServerFileUpload part) {
            if (part.filename() == null || part.filename().isBlank() || whole.isDone()) {
                part.handler(nothing -> {});
                return;
            }
            if (files.size() == DroppedZip.MOST_FILES) {
                whole.completeExceptionally(RefusedException.tooLarge(
                        "More than " + DroppedZip.MOST_FILES + " files at once are not taken."));
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
                fields.computeIfAbsent(field.getKey(), first -> new ArrayList<>())
                        .add(field.getValue());
            }
            return new Form(fields);
        }
    }
}
