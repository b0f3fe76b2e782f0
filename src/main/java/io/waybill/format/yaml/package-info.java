/** Mapping files, which say how a system's files become rows. */
package io.waybill.format.yaml;
