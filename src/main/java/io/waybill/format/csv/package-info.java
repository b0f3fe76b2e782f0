/** Reads CSV in any dialect that people use, and writes CSV for people and spreadsheets. */
package io.waybill.format.csv;
