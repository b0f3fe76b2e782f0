/** The terms used all over Waybill: a drop and its options, feed names, states, counts, digests, and failures as sentences. */
package io.waybill.model;
