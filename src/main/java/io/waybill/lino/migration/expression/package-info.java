/** The closed language in which migration steps say what a value is made of: columns, constants, operators and a fixed list of functions. */
package io.waybill.lino.migration.expression;
