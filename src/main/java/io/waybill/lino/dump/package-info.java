/**
 * Dumps of a Lino site made from its database, as {@code dump2py} makes them in the site itself, and what can be said of a dump without a
 * database. {@link io.waybill.lino.dump.SiteDump} writes one, {@link io.waybill.lino.dump.DumpInspection} looks into one.
 */
package io.waybill.lino.dump;
