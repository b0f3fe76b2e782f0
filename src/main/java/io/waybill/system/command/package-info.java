/** What the commands of systems build on: dropping files, undoing waybills, waiting for them, and the options that they share. */
package io.waybill.system.command;
