package io.waybill.merlin.config;

/**
 * A role that somebody may hold.
 *
 * @param name as in the mapping file
 * @param model {@code organization} or {@code tribe}
 * @param column of the model that refers to the holder
 */
public record RolePlace(String name, String model, String column) {}
