package io.waybill.lino.command;

import io.waybill.lino.config.RestoreOptions;
import java.nio.charset.Charset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An encoding on the command line. */
final class EncodingArgument implements ITypeConverter<Charset> {
    @Override
    public Charset convert(String argument) {
        return RestoreOptions.encoding(argument)
                .orElseThrow(() -> new TypeConversionException(
                        argument + " is no encoding: expected one such as utf-8, latin-1 or cp1252."));
    }
}
