package io.waybill.desk.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.waybill.format.OwnerOnly;
import io.waybill.intake.DataFolder;
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
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.support.SynchronizationAdapter;

/** Takes a form with a file, which goes to the disk as it comes and stays there until the request is answered. */
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
     * Reads it; the body becomes a request that has the fields and, when one was chosen, the file.
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
        Path file = OwnerOnly.create(folder.resolve("upload"));
        Reception reception = new Reception(http, file);
        Waited.onEventLoop(reception.whole, reception::begin);
        Waited.on(reception.whole);
        Form form = reception.form();
        FormReader.requireToken(request, form);
        String name = reception.name;
        Gate.put(
                exchange,
                request.withUpload(
                        form, name == null || name.isBlank() ? null : new Upload(file, name, Files.size(file))));
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
        try {
            Files.deleteIfExists(folder.resolve("upload"));
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
        private final Path file;
        private long bytes;
        private String name;
        private boolean writing;
        private boolean ended;

        Reception(HttpServerRequest http, Path file) {
            this.http = http;
            this.file = file;
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
            if (name != null || part.filename() == null || part.filename().isEmpty() || whole.isDone()) {
                part.handler(nothing -> {});
                return;
            }
            name = part.filename();
            writing = true;
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
                writing = false;
                if (closed.failed()) {
                    whole.completeExceptionally(closed.cause());
                }
                finish();
            }));
        }

        private void finish() {
            if (ended && !writing) {
                whole.complete(null);
            }
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
