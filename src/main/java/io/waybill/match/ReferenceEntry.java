package io.waybill.match;

import static java.util.Objects.requireNonNull;

/**
 * Something that records may refer to.
 *
 * @param key its key in the file or target that it comes from
 * @param path by which records refer to it: names joined by {@code /}
 * @param fullName what people call it; {@code ""} when it has no such name
 * @param type e.g. {@code module}; {@code ""} when unknown
 * @param parentKey key of its parent; null at the top
 */
public record ReferenceEntry(String key, String path, String fullName, String type, String parentKey) {
    public ReferenceEntry {
        requireNonNull(key, "key");
        requireNonNull(path, "path");
        requireNonNull(fullName, "fullName");
        requireNonNull(type, "type");
    }
}
