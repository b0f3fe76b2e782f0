/**
 * Where rows go to: the embedded PostgreSQL, the targets of the systems, and the migrations of Waybill's own schema
 * {@code waybill} in them. Knows nothing of drops, feeds or systems.
 */
package io.waybill.database;
