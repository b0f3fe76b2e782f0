/** Where settings come from: the settings' file, the environment, the command line; each read and checked once. */
package io.waybill.settings;
