/**
 * How a file becomes a waybill: the inboxes, the claim, outages, and how a drop ends (archived, refused, failed, returned to its inbox).
 * Knows the names of feeds, never what is in their files.
 */
package io.waybill.intake;
