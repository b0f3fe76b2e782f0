package io.waybill.system.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The number of a waybill as a parameter of a command. */
public final class WaybillNumber implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new TypeConversionException("'" + text + "' is not the number of a waybill.");
        }
        return Long.valueOf(text);
    }
}
