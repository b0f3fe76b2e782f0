/** Recognises the feed of a file by its header, and finds the columns of that feed. */
package io.waybill.merlin.recognise;
