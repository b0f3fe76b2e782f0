/** What the tables of SchoolBase say of a school, in the words of the model. */
package io.waybill.school.schoolbase;
