/** The end of a school's year and the change to another system: steps that somebody asks for by a small file, each a waybill of its own. */
package io.waybill.school.year;
