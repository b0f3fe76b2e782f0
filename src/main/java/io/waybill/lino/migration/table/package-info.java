/** The tables that migration steps start from, lead to and find in the target, and how they refer to each other. */
package io.waybill.lino.migration.table;
