package io.waybill.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Number of a waybill as a parameter of a command. */
final class WaybillNumber implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new TypeConversionException("'" + text + "' is no number of a waybill.");
        }
        return Long.valueOf(text);
    }
}
