/** The rows of Merlin's files as typed records, or with everything that is wrong with them. */
package io.waybill.merlin.row;
