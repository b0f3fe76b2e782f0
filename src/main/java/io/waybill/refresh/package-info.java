/** Scheduled refreshes of any system: where a dump comes from, when, and what became of each run. */
package io.waybill.refresh;
