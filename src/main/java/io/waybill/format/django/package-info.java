/**
 * Django dumps: a validating reader that goes over the bytes once and builds nothing that nobody asks for, a writer that
 * copies records as they were, and, for the legacy mode, JSON exactly as Python reads and writes it.
 *
 * <p>Whoever reads uses {@link io.waybill.format.django.DumpFile} and {@link io.waybill.format.django.DjangoReader}; beneath
 * them JsonElements keeps the window of the file, JsonScanner knows the grammar, Shape the orders of fields.
 */
package io.waybill.format.django;
