package io.waybill.format.django;

/**
 * Something in a record's text that must not be delivered, but after which the rest of the file can still be read.
 *
 * @param at index in the buffer
 * @param rule short stable name, kebab-case
 * @param found what stands there
 * @param expected what should
 * @param advice what to do, or null
 */
record Flaw(int at, String rule, String found, String expected, String advice) {}
