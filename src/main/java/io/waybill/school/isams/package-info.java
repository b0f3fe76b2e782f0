/** What an export of iSAMS says of a school, in the words of the model. */
package io.waybill.school.isams;
