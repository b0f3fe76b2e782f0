/**
 * Reads the export that the web service of iSAMS gives of a whole school, one XML document. It is streamed: no document type, no entity, nothing
 * outside of it is ever read, and no text of it is kept that is too long for what it should be.
 */
package io.waybill.format.isams;
