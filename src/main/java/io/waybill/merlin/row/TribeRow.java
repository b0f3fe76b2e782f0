package io.waybill.merlin.row;

import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.Email;

/**
 * A row of a tribes file.
 *
 * @param category as the target spells it
 */
public record TribeRow(
        String name,
        Cell<String> description,
        Cell<String> category,
        Cell<Email> engineeringDirector,
        Cell<Email> productDirector,
        Cell<String> department) {}
