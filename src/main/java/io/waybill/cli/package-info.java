/** The command line. Commands are cheap to load: what they start is named only where it is started. */
package io.waybill.cli;
