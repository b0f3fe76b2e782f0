package io.waybill.reject;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A page of the open rejects with one cause, oldest first.
 *
 * @param page the rejects on this page
 * @param rows how many there are in all
 * @param chosen how many of them have a choice
 * @param standing what is chosen for them
 */
public record AlikeRejects(List<ListedReject> page, long rows, long chosen, UndeliveredChoices standing) {
    public AlikeRejects {
        page = List.copyOf(page);
        requireNonNull(standing, "standing");
    }
}
