/**
 * Everything that is particular to Timetable. This package has what its parts share: the models of its dumps, its
 * mapping file, which paths are users and which Things are subjects. {@code dump} says which records of a Live dump go
 * to Play; {@code permission} takes grants out of a dump and merges them into one; {@code legacy} does both exactly as
 * the original scripts did; {@code feed} has the steps that the routes of Timetable's feeds name; {@code refresh}
 * fetches dumps on schedule; {@code command} is the command line of the three text jobs; {@code demo} makes sample
 * data.
 */
package io.waybill.timetable;
