package io.waybill.format;

import java.util.List;
import java.util.Locale;

/** A drop that cannot be delivered as it is: the whole file is refused, and these faults say why. */
public final class BrokenFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;
    private final long total;

    public BrokenFileException(Fault fault) {
        this(List.of(fault), 1);
    }

    /**
     * @param faults at least one; the first ones, in the order of the file
     * @param total how many there were in all, including those not listed
     */
    public BrokenFileException(List<Fault> faults, long total) {
        // A hostile file has a fault on every line: what each costs is what the refusal costs. Where in the program it
        // was found says nothing.
        super(null, null, false, false);
        this.faults = List.copyOf(faults);
        this.total = total;
    }

    @Override
    public String getMessage() {
        return faults.get(0).sentence() + (total > 1 ? String.format(Locale.ROOT, " (and %,d more)", total - 1) : "");
    }

    /** The first faults, in the order of the file. */
    public List<Fault> faults() {
        return faults;
    }

    /** How many faults there are in all. */
    public long total() {
        return total;
    }
}
