/** Values of columns: validated against their shape and written in the binary form of COPY. */
package io.waybill.delivery.value;
