package io.waybill.merlin.row;

import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.Email;

/** A row of a chapters file. */
public record ChapterRow(String name, Cell<String> description, Cell<Email> leader, Cell<String> department) {}
