/** The rules of a migration step: each makes other tables of tables, and other rows of rows. */
package io.waybill.lino.migration.rule;
