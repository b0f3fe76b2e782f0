/** What a system is: the contract that each one fulfils, and what it tells the rest of Waybill about its feeds, rejects and schedules. */
package io.waybill.system;
