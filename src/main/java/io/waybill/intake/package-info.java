/**
 * How a file becomes a waybill: the data folder, the claim, the ledger, and how a drop ends (archived, refused, failed).
 * Knows feeds by name only, never what is in them.
 */
package io.waybill.intake;
