/** What {@code waybill demo lino} shows, on an invented site. */
package io.waybill.lino.demo;
