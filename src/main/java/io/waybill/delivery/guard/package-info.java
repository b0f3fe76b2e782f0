/**
 * Limits on a plan. If one is exceeded, the waybill is held until a named person approves exactly that plan. Pure
 * arithmetic, without a database.
 */
package io.waybill.delivery.guard;
