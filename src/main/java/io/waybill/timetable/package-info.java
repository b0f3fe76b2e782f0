/**
 * What is peculiar to Timetable: which records of a Live dump go to Play (DumpIndex, NonUserFilter), Play's grants as a file
 * (ExtractPermissions), their way back (PermissionMatcher, MergePermissions), each also exactly as the original scripts did it
 * (Legacy…), and the commands.
 */
package io.waybill.timetable;
