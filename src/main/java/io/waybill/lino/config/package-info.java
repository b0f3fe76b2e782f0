/** What an operator sets for Lino: {@code config/lino.yaml}, and the options of a drop. */
package io.waybill.lino.config;
