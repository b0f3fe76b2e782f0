/**
 * What is peculiar to Merlin. This package holds what all its parts name: the feeds and their columns, the mapping file, the options
 * of a drop. {@code value} understands the cells of its files, {@code text} words its history events; {@code recognise} tells by a
 * header what kind of file it stands in; {@code row} makes typed records of rows, with everything that is wrong with each; {@code
 * history} says what follows from an event; {@code demo} makes sample data.
 */
package io.waybill.merlin;
