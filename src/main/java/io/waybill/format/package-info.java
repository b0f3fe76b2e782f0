/** Readers and writers of files. They know no database and no system; faults name the place in the file. */
package io.waybill.format;
