/** The summary texts of history events, as people read them: byte for byte those of the original import, or its texts mended. */
package io.waybill.merlin.text;
