/** The three jobs byte for byte as the original scripts did them, faults included: what {@code --legacy} runs. */
package io.waybill.timetable.legacy;
