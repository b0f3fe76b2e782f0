/** Tells by the header of a file what kind of file it is, and which of its columns is which. */
package io.waybill.merlin.recognise;
