/**
 * The system School: a calendar that follows the system in which a school administers people, groups and timetable. {@code model} has the records
 * that every export becomes, {@code source}, {@code isams} and {@code schoolbase} read exports, {@code policy} is what a school does in its
 * own way, {@code config} the mapping file. {@code load} brings an export into the working tables of its delivery and tells what became of it;
 * {@code people}, {@code group} and {@code membership} stage what differs of each; {@code year} has the steps of the year's end,
 * {@code approval} the report of outstanding requests, {@code command} what is asked for on the command line, {@code demo} invented schools.
 */
package io.waybill.school;
