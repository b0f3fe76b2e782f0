/** Finds what an unmatched record may have meant: an index of what there is, candidates with a score and why, decisions, renames. */
package io.waybill.match;
