package io.waybill.merlin.row;

import io.waybill.merlin.value.Cell;

/** A row of an organizations file. */
public record OrganizationRow(String name, Cell<String> description) {}
