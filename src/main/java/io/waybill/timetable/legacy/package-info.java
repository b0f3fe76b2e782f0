/** The three jobs byte for byte as the original scripts did them, including their faults, for {@code --legacy}. */
package io.waybill.timetable.legacy;
