/** Waybills for people and programs: as text on a terminal, as JSON, and as progress while they are carried. */
package io.waybill.report;
