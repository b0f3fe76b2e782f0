package io.waybill.delivery.backup;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a backup and of its folder: the number of the waybill before which it was taken, the time (UTC) and a
 * random part, so that no two have the same: {@code 17-20240229T093000Z-5f2ac90b}.
 */
record BackupId(long waybill, String text) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17})-[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    BackupId {
        requireNonNull(text, "text");
    }

    static BackupId of(long waybill, Instant now) {
        return new BackupId(
                waybill, String.format(Locale.ROOT, "%d-%s-%08x", waybill, TIME.format(now), RANDOM.nextInt()));
    }

    static boolean isOne(String text) {
        try {
            return FORM.matcher(text).matches() && parse(text).time() != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** @throws IllegalArgumentException when the text does not have that form */
    static BackupId parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not the id of a backup");
        }
        return new BackupId(Long.parseLong(text.substring(0, text.indexOf('-'))), text);
    }

    /** When it was begun, to the second. */
    Instant time() {
        return TIME.parse(text.substring(text.indexOf('-') + 1, text.lastIndexOf('-')), Instant::from);
    }

    @Override
    public String toString() {
        return text;
    }
}
