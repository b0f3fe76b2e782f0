package io.waybill.desk.http;

import java.nio.file.Path;

/**
 * A file that came with a form.
 *
 * @param file where it is kept until the request is answered
 * @param name its name on the machine it came from; never used as a path
 * @param size bytes
 */
public record Upload(Path file, String name, long size) {}
