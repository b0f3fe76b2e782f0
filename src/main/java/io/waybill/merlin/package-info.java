/**
 * The system Merlin. This package holds what all its parts use: the feeds and their columns, and the options of a drop. {@code config}
 * is the mapping file; {@code value} parses cells; {@code text} writes the summaries of history events; {@code recognise} finds the feed
 * of a file by its header; {@code row} reads rows as typed records, or with everything that is wrong with them; {@code history} decides
 * what follows from events; {@code feed} delivers; {@code demo} writes sample data.
 */
package io.waybill.merlin;
