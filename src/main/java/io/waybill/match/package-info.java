/** Finds what an unmatched record may refer to: an index of references, candidates with scores and reasons, decisions, renames. */
package io.waybill.match;
