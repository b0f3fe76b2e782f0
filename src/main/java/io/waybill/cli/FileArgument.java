package io.waybill.cli;

import io.waybill.boot.CommandLineBytes;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file on the command line, whatever bytes its name has. */
final class FileArgument implements ITypeConverter<Path> {
    private static final char LOST = '\uFFFD';

    @Override
    public Path convert(String argument) {
        try {
            return argument.indexOf(LOST) < 0
                    ? Path.of(argument)
                    : CommandLineBytes.path(argument).orElseGet(() -> Path.of(argument));
        } catch (InvalidPathException e) {
            throw new TypeConversionException(argument + " cannot be the path of a file here.");
        }
    }
}
