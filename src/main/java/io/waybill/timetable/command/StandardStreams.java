package io.waybill.timetable.command;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The streams of a text job.
 *
 * @param in input; a {@link FileInputStream} on a file is read in place
 * @param out receives the whole result or nothing
 * @param err receives the report
 */
public record StandardStreams(InputStream in, OutputStream out, PrintStream err) {
    public StandardStreams {
        requireNonNull(in, "in");
        requireNonNull(out, "out");
        requireNonNull(err, "err");
    }

    /** Those of this process. */
    public static StandardStreams ofProcess() {
        return new StandardStreams(
                new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), System.err);
    }
}
