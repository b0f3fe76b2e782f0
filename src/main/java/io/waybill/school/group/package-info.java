/** Groups of all kinds and who is in them, from the working tables of an export to the rows that differ. */
package io.waybill.school.group;
