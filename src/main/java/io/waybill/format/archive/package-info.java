/**
 * Zips and tar archives from anywhere: their lists are checked before anything is unpacked, names in them are never used as paths, and how much
 * they may unpack to is limited.
 */
package io.waybill.format.archive;
