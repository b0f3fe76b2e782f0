package io.waybill.lino.migration;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A version of a site, such as {@code 18.8.0}. Two ways of writing it are the same version: {@code 2017.02.0}, {@code 2017.2.0} and
 * {@code 2017.2}. Versions have no order here, because those of real sites have none: steps say which follows which.
 */
public final class SiteVersion {
    private final String written;
    private final List<String> parts;

    private SiteVersion(String written, List<String> parts) {
        this.written = written;
        this.parts = parts;
    }

    /** A version as somebody wrote it. */
    public static SiteVersion of(String written) {
        String text = requireNonNull(written, "written").strip();
        List<String> parts = new ArrayList<>();
        for (String part : text.toLowerCase(Locale.ROOT).split("\\.")) {
            parts.add(part.replaceFirst("^0+(?=[0-9])", ""));
        }
        while (parts.size() > 1 && parts.get(parts.size() - 1).equals("0")) {
            parts.remove(parts.size() - 1);
        }
        return new SiteVersion(text, List.copyOf(parts));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SiteVersion version && parts.equals(version.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return written;
    }
}
