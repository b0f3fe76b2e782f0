/** The rows of a Lino dump by the names of their columns, and what a target makes of them. */
package io.waybill.lino.record;
