/**
 * Whole tables are replaced at once: new ones are built beside the live ones, then both change places. It knows no system: it takes the
 * names of tables.
 */
package io.waybill.delivery.shadow;
