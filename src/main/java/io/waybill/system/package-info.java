/** What a system is: the contract that each one fulfils, what it gets from Waybill and what it gives in return. */
package io.waybill.system;
