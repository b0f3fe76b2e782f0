package io.waybill.format.django;

/**
 * A fault in the text of a record, after which the rest of the file can still be read.
 *
 * @param at index in the buffer
 * @param rule short stable name, kebab-case
 * @param found what was found
 * @param expected what was expected
 * @param advice what to do, or null
 */
record Flaw(int at, String rule, String found, String expected, String advice) {}
