/**
 * The databases that rows go to: the embedded PostgreSQL, the targets of the systems, and the migrations of Waybill's own schema
 * {@code waybill} in them. Knows nothing about drops, feeds or systems.
 */
package io.waybill.database;
