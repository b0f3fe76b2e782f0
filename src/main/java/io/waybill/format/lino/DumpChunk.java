package io.waybill.format.lino;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Some rows of a dump that travel together.
 *
 * @param file in which they stand
 * @param rows in its order
 * @param share of the dump's files that were read before, from 0 to 1
 */
public record DumpChunk(String file, List<DumpRow> rows, double share) {
    public DumpChunk {
        requireNonNull(file, "file");
    }
}
