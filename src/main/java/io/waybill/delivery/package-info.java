/**
 * The delivery engine: desired rows go into a stage, are compared with the target and written in one transaction. It
 * learns everything about tables from the target's catalogue and knows nothing of particular systems.
 */
package io.waybill.delivery;
