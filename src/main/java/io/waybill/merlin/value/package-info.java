/** The values in the cells of Merlin's files: names, e-mail addresses, numbers, dates, stages, categories; one rule for each. */
package io.waybill.merlin.value;
