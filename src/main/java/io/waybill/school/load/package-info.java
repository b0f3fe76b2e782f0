/** How an export gets into the working tables of its delivery, and what all steps of a load share. */
package io.waybill.school.load;
