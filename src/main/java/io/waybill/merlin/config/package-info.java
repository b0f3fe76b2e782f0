/** The mapping file of Merlin, {@code config/merlin.yaml}: one record for each thing that it decides. */
package io.waybill.merlin.config;
