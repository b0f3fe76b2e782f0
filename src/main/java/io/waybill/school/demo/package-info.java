/** What {@code waybill demo school} shows, on the exports of a school that does not exist; tests and measurements use them as well. */
package io.waybill.school.demo;
