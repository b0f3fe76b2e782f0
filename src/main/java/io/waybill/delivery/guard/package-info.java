/** Limits on a plan. Past one, a waybill is held until a named person approves that very plan. Pure arithmetic: knows no database. */
package io.waybill.delivery.guard;
