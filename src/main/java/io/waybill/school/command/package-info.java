/** The commands of the school: {@code waybill school}. */
package io.waybill.school.command;
