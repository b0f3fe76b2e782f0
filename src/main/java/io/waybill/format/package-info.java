/**
 * Readers and writers of files. They know nothing of databases and systems; their faults name the place in the file.
 */
package io.waybill.format;
