/**
 * Migrations: a dump of one version of a site becomes what another version has. Steps are files; those that lead from the dump's version to
 * the target's are found, checked against both before any row is read, and applied to the rows one after the other.
 */
package io.waybill.lino.migration;
