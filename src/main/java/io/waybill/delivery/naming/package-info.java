/** Names for rows, so that people read who and what a change is about instead of keys. */
package io.waybill.delivery.naming;
