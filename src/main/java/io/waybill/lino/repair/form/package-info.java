/** The form on the desk with which people plan a repair. */
package io.waybill.lino.repair.form;
