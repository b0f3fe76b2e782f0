package io.waybill.reject;

import java.util.List;

/**
 * A page of causes, the one with most rows first; those whose rows only wait for other rejects stand behind them.
 *
 * @param page the causes on this page
 * @param rows open rejects of all causes, including those on other pages
 * @param causes how many causes there are in all
 */
public record Causes(List<Cause> page, long rows, long causes) {
    public Causes {
        page = List.copyOf(page);
    }
}
