/** CSV as people make it, in any dialect, and as Waybill writes it for people and spreadsheets. */
package io.waybill.format.csv;
