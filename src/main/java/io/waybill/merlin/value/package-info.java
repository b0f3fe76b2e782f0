/** What stands in a cell of Merlin's files: names, e-mail addresses, numbers, dates, stages, categories; each with one rule. */
package io.waybill.merlin.value;
