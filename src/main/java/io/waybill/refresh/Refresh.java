package io.waybill.refresh;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The scheduled refreshes of one system.
 *
 * @param config when, and where the file comes from
 * @param log its runs
 */
public record Refresh(RefreshConfig config, RefreshLog log) {
    public Refresh {
        requireNonNull(config, "config");
        requireNonNull(log, "log");
    }

    /** Whose it is. */
    public String system() {
        return config.system();
    }

    /** When the next run is due after an instant; empty when there is none, or refreshes are off. */
    public Optional<Instant> nextAfter(Instant instant) {
        return config.nextAfter(instant);
    }
}
