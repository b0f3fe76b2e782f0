/** Scheduled refreshes of any system: when they are due, where their file comes from, and how each run ended. */
package io.waybill.refresh;
