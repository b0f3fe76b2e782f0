/** Repairs: rows of a dump that the target has lost are restored by a plan, and nothing else is touched. */
package io.waybill.lino.repair;
