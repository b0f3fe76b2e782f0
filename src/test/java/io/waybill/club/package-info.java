/** A system in one package: the worked example of how to add one. */
package io.waybill.club;
