/** Plans of repairs: what is to be restored, and from which dump, as a person writes it. Knows no database and no dump. */
package io.waybill.lino.repair.plan;
