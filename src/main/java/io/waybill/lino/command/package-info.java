/** The commands of Lino: {@code waybill lino …}. */
package io.waybill.lino.command;
