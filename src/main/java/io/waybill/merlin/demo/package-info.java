/** An invented organisation as Merlin's CSV files, for the demonstration and for benchmarks. */
package io.waybill.merlin.demo;
