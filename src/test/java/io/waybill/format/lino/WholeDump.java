package io.waybill.format.lino;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Faults;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** Opens dumps of which no file is missing. */
public final class WholeDump {
    private WholeDump() {}

    /**
     * Opens one.
     *
     * @throws BrokenFileException when it is no dump, a file of it is missing, or its script is not understood; with all faults
     */
    public static LinoDump open(Path path, Charset encoding) throws IOException {
        Faults faults = new Faults();
        LinoDump dump = LinoDump.open(
                path,
                String.valueOf(path.toAbsolutePath().normalize().getFileName()),
                null,
                encoding,
                ReadingLimits.USUAL,
                faults);
        if (!faults.isEmpty()) {
            dump.close();
            faults.throwIfAny();
        }
        return dump;
    }
}
