package io.waybill.format.lino;

/**
 * A value that the grammar allows and that stands for nothing, such as the 30th of February: its row cannot be delivered, the rows around
 * it can.
 *
 * @param found as the file has it
 * @param rule short stable name of the rule that it breaks
 * @param expected what was expected, as a phrase
 */
public record UnusableValue(String found, String rule, String expected) {}
