/** What the target's catalogue says of tables: columns, types, keys, references, checks. Only data: the delivery reads it. */
package io.waybill.delivery.shape;
