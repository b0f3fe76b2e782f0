package io.waybill.format.archive;

/**
 * How much an archive may ask of its reader.
 *
 * @param entries how many files and folders it may have
 * @param listBytes how long the list of a zip may be, which is read into memory
 * @param bytes how much its files may be together, unpacked
 * @param ratio how many times as large as the archive they may be together
 */
public record ArchiveLimits(int entries, long listBytes, long bytes, long ratio) {
    /** So much may always be unpacked, however small the archive is. */
    static final int SMALL = 64 * 1024;
}
