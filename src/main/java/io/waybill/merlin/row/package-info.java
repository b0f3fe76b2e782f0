/** The rows of Merlin's files as typed records; of a row that is none, everything that is wrong with it. */
package io.waybill.merlin.row;
