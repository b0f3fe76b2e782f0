/**
 * Who belongs to a group, and when: the algebra of dates. {@link io.waybill.school.membership.DatedGroup} says what each change means for one
 * group; {@link io.waybill.school.membership.MembershipSql} does the same to all groups at once, in the database.
 */
package io.waybill.school.membership;
