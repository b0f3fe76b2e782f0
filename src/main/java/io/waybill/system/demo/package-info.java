/** What the demonstrations of systems build on: Waybill running on invented data, shown step by step. */
package io.waybill.system.demo;
