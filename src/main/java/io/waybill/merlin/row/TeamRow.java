package io.waybill.merlin.row;

import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.Email;

/**
 * A row of a teams file.
 *
 * @param tribe by its name
 * @param category as the target spells it
 */
public record TeamRow(
        String name,
        Cell<String> description,
        Cell<String> tribe,
        Cell<String> category,
        Cell<Email> leader,
        Cell<String> department) {}
