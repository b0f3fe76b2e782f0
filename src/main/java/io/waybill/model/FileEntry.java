package io.waybill.model;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * A file that belongs to a waybill.
 *
 * @param role what it is for
 * @param path relative to the data folder, with {@code /}
 * @param size bytes
 * @param sha256 of its bytes, lower-case hex
 */
public record FileEntry(Role role, String path, long size, String sha256) {
    public FileEntry {
        requireNonNull(role, "role");
        requireNonNull(path, "path");
        requireNonNull(sha256, "sha256");
    }

    /** What a file is for. */
    public enum Role {
        /** what was dropped */
        ORIGINAL,
        /** made for people or other programs */
        OUTPUT,
        /** records that were not delivered */
        REJECTS,
        /** says what happened */
        REPORT;

        /** The word that people and the ledger use. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The role with this word.
         *
         * @throws IllegalArgumentException when there is none
         */
        public static Role ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
