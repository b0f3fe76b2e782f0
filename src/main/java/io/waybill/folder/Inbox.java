package io.waybill.folder;

import static java.util.Objects.requireNonNull;

import io.waybill.format.NameBytes;
import io.waybill.format.OwnerOnly;
import io.waybill.format.WholeFile;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Puts files into a feed's inbox as a careful person would: the options first, then the complete file in one step. */
public final class Inbox {
    private static final int MOST_NAMES = 10_000;

    private final DataFolder data;

    public Inbox(DataFolder data) {
        this.data = requireNonNull(data, "data");
    }

    /**
     * Copies a file into the inbox of a feed. When a drop of that name waits there, the new one gets another name:
     * {@code live (2).dump}.
     *
     * @param file is not changed
     * @param options of the drop
     * @return where it was put
     * @throws IOException when it cannot be read or written
     */
    public Path put(FeedName feed, Path file, DropOptions options) throws IOException {
        return put(feed, file, NameBytes.readable(file.toAbsolutePath().normalize()), options);
    }

    private Path put(FeedName feed, Path file, String name, DropOptions options) throws IOException {
        Path folder = data.inbox(feed);
        Path hidden = folder.resolve(".dropping-" + UUID.randomUUID());
        try {
            try (OutputStream copy = Files.newOutputStream(OwnerOnly.create(hidden))) {
                Files.copy(file, copy);
            }
            Path place = place(folder, name, options);
            // It will be complete as soon as it is there: it need not settle.
            WholeFile.write(NameBytes.beside(place, DropNames.DONE), "");
            FileMoves.move(hidden, place);
            return place;
        } finally {
            Files.deleteIfExists(hidden);
        }
    }

    /**
     * As {@link #put}, with a token.
     *
     * @param options if they have a token, it is that one
     * @return the token, by which the ledger finds the waybill
     * @throws IOException when it cannot be read or written
     */
    public String putWithToken(FeedName feed, Path file, DropOptions options) throws IOException {
        String token = token(options);
        put(feed, file, options.withToken(token));
        return token;
    }

    /**
     * As {@link #putWithToken(FeedName, Path, DropOptions)}, under a name from elsewhere, which is made safe.
     *
     * @throws IOException when it cannot be read or written
     */
    public String putWithToken(FeedName feed, Path file, String name, DropOptions options) throws IOException {
        String token = token(options);
        put(feed, file, DropNames.safe(name), options.withToken(token));
        return token;
    }

    /**
     * Copies several files into the folder of a system itself, where they become one drop as soon as all have settled.
     *
     * @param options of all of them; if they have a token, it is that one
     * @return the token, by which the ledger finds the waybill
     * @throws IOException when one cannot be read or written
     */
    public String putTogether(FeedName batch, List<Path> files, DropOptions options) throws IOException {
        Map<Path, String> names = new LinkedHashMap<>();
        files.forEach(file -> names.put(file, NameBytes.readable(file)));
        return putTogether(batch, names, options);
    }

    /**
     * As {@link #putTogether(FeedName, List, DropOptions)}, under names from elsewhere, which are made safe.
     *
     * @param names file → its name
     * @throws IOException when one cannot be read or written
     */
    public String putTogether(FeedName batch, Map<Path, String> names, DropOptions options) throws IOException {
        String token = token(options);
        Path folder = data.inbox(batch);
        Map<Path, String> hidden = new LinkedHashMap<>();
        try {
            for (Map.Entry<Path, String> file : names.entrySet()) {
                Path copy = folder.resolve(".dropping-" + UUID.randomUUID());
                hidden.put(copy, DropNames.safe(file.getValue()));
                try (OutputStream out = Files.newOutputStream(OwnerOnly.create(copy))) {
                    Files.copy(file.getKey(), out);
                }
            }
            for (Map.Entry<Path, String> copy : hidden.entrySet()) {
                Path place = place(folder, copy.getValue(), options.withToken(token));
                // Settling begins now, so that none is claimed before the last one is there.
                Files.setLastModifiedTime(copy.getKey(), FileTime.from(Instant.now()));
                FileMoves.move(copy.getKey(), place);
            }
            return token;
        } finally {
            for (Path copy : hidden.keySet()) {
                Files.deleteIfExists(copy);
            }
        }
    }

    private static String token(DropOptions options) {
        return options.token().isEmpty() ? DropOptions.newToken() : options.token();
    }

    /** Finds a free name and reserves it by creating the options file. */
    private static Path place(Path folder, String name, DropOptions options) throws IOException {
        String visible = DropNames.isDrop(name) ? name : "drop-" + name.replaceAll("^[.~]+", "") + ".file";
        for (int i = 1; i < MOST_NAMES; i++) {
            Path place = NameBytes.in(folder, DropNames.numbered(visible, i));
            Path beside = NameBytes.beside(place, DropNames.OPTIONS);
            if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)
                    && OptionsFiles.in(folder).of(place).isEmpty()) {
                try {
                    Files.createFile(beside);
                    WholeFile.write(beside, OptionsFile.write(options));
                    return place;
                } catch (FileAlreadyExistsException e) {
                    // Somebody else's: the next name.
                }
            }
        }
        throw new IOException("too many drops of the name " + name + " wait in " + folder);
    }
}
