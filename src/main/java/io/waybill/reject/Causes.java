package io.waybill.reject;

import java.util.List;

/**
 * A page of causes, the one with most rows first.
 *
 * @param page those of the page
 * @param rows open rejects of all causes, also of those on other pages
 * @param causes how many causes there are
 */
public record Causes(List<Cause> page, long rows, long causes) {
    public Causes {
        page = List.copyOf(page);
    }
}
