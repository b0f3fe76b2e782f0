-- What Play has now.
SELECT (SELECT count(*) FROM {target.thing} WHERE starts_with(fullpath, current_setting('waybill.user_prefix'))) AS users,
       (SELECT count(*) FROM {target.thing} WHERE starts_with(fullpath, current_setting('waybill.user_prefix'))
                                       AND data ~ '"salt"\s*:') AS salts,
       (SELECT count(*) FROM {target.thingtag} WHERE annotation = current_setting('waybill.grant')) AS grants,
       (SELECT count(*) FROM {target.thingtag} WHERE annotation IS DISTINCT FROM current_setting('waybill.grant')) AS other_thing_tags,
       (SELECT count(*) FROM {target.eventsourcetag} AS tag JOIN {target.thing} AS holder ON holder.id = tag.thing_id
        WHERE starts_with(holder.fullpath, current_setting('waybill.user_prefix'))) AS calendar_entries,
       (SELECT count(*) FROM {target.eventtag} AS tag JOIN {target.thing} AS holder ON holder.id = tag.thing_id
        WHERE starts_with(holder.fullpath, current_setting('waybill.user_prefix'))) AS calendar_events,
       (SELECT count(*) FROM {target.thing} WHERE NOT starts_with(fullpath, current_setting('waybill.user_prefix'))) AS structure,
       (SELECT count(*) FROM {target.eventsource}) AS series,
       (SELECT count(*) FROM {target.event}) AS events
