/** What Merlin's feeds do with a drop: its files are told apart, their rows read, resolved and delivered. */
package io.waybill.merlin.feed;
