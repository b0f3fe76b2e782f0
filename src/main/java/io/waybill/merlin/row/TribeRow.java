package io.waybill.merlin.row;

import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.Email;

/**
 * A tribe.
 *
 * @param category as the target has it
 */
public record TribeRow(
        String name,
        Cell<String> description,
        Cell<String> category,
        Cell<Email> engineeringDirector,
        Cell<Email> productDirector,
        Cell<String> department) {}
