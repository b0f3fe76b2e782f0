package io.waybill.delivery.naming;

import io.waybill.delivery.shape.TableName;
import java.util.regex.Pattern;

/**
 * A column by which rows are found, because it has each value once.
 *
 * @param place the table
 * @param name of the column
 * @param type of the column, as the catalogue formats it
 */
record KeyColumn(TableName place, String name, String type) {
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** The table as people read it. */
    String table() {
        return place.toString();
    }

    /** Whether it may hold a value: one that is no number must not keep numbers from being found. */
    boolean mayHold(String value) {
        return switch (type) {
            case "smallint" -> isWithin(value, Short.MIN_VALUE, Short.MAX_VALUE);
            case "integer" -> isWithin(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "bigint" -> isWithin(value, Long.MIN_VALUE, Long.MAX_VALUE);
            case "uuid" -> UUID_TEXT.matcher(value).matches();
            default -> true;
        };
    }

    private static boolean isWithin(String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            return number >= least && number <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
