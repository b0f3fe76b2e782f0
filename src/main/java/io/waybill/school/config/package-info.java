/** The mapping file of schools, and what a drop may say otherwise. */
package io.waybill.school.config;
