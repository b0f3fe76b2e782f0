/** The words that all of Waybill speaks: a drop and its options, feeds by name, states, counts, digests, and how a failure is put into a sentence. */
package io.waybill.model;
