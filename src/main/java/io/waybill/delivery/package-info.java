/**
 * The delivery engine: desired rows go into a stage, are compared with the target and written in one transaction. It reads
 * everything about tables from the target's catalogue and knows no system.
 */
package io.waybill.delivery;
