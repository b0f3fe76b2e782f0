package io.waybill.format;

import java.util.List;

/** A drop that cannot be carried as it is: the whole file is refused, and these faults say why. */
public final class BrokenFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;
    private final long total;

    public BrokenFileException(Fault fault) {
        this(List.of(fault), 1);
    }

    /**
     * @param faults at least one, the first of them in file order
     * @param total how many there were in all, also those not listed
     */
    public BrokenFileException(List<Fault> faults, long total) {
        super(faults.get(0).sentence() + (total > 1 ? " (and " + (total - 1) + " more)" : ""));
        this.faults = List.copyOf(faults);
        this.total = total;
    }

    public List<Fault> faults() {
        return faults;
    }

    public long total() {
        return total;
    }
}
