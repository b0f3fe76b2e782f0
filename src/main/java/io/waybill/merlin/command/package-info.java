/** Merlin's imports from the command line. */
package io.waybill.merlin.command;
