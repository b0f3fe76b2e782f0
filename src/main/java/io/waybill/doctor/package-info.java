/** Examines what Waybill needs of its surroundings: the database, its rights there, the folders, this machine. Changes nothing. */
package io.waybill.doctor;
