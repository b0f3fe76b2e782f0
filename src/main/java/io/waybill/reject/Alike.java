package io.waybill.reject;

import java.util.List;

/**
 * A page of the open rejects of one cause, in the order in which they came.
 *
 * @param page those of the page
 * @param rows how many there are in all
 * @param chosen for how many of them something was chosen
 */
public record Alike(List<ListedReject> page, long rows, long chosen) {
    public Alike {
        page = List.copyOf(page);
    }
}
