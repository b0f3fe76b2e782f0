/** An invented organisation as Merlin's CSV files, for the demo and for benchmarks. */
package io.waybill.merlin.demo;
