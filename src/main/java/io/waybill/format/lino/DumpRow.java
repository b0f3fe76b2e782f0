package io.waybill.format.lino;

import java.util.List;

/**
 * One row of a data file: one call of a create function.
 *
 * @param function which one, and so the table
 * @param values one for each parameter of the function: null, Boolean, Long, BigInteger, BigDecimal, String, LocalDate, LocalTime,
 *     LocalDateTime, {@link ModelName}, {@link UnusableValue}, or a List of such for a text in several languages
 * @param line where the row begins, 1-based
 * @param offset where the row begins in the file, in bytes
 */
public record DumpRow(CreateFunction function, List<Object> values, long line, long offset) {}
