/** How Merlin delivers a drop: recognises its files, reads their rows, resolves references, and stages the result. */
package io.waybill.merlin.feed;
