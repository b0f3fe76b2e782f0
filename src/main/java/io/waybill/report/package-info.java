/** A waybill for its readers: as text on a terminal, as JSON, and as progress while it is carried. */
package io.waybill.report;
