package io.waybill.merlin.row;

import io.waybill.merlin.value.Cell;

/** An organisation. */
public record OrganizationRow(String name, Cell<String> description) {}
