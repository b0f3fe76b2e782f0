-- What Play will have: the stage, once everything is carried over.
SELECT (SELECT count(*) FROM {stage.thing} WHERE starts_with(fullpath, current_setting('waybill.user_prefix'))) AS users,
       (SELECT count(*) FROM {stage.thing} WHERE starts_with(fullpath, current_setting('waybill.user_prefix'))
                                       AND data ~ '"salt"\s*:') AS salts,
       (SELECT count(*) FROM {stage.thingtag} WHERE annotation = current_setting('waybill.grant')) AS grants,
       (SELECT count(*) FROM {stage.thingtag} WHERE annotation IS DISTINCT FROM current_setting('waybill.grant')) AS other_thing_tags,
       (SELECT count(*) FROM {stage.eventsourcetag} AS tag JOIN {stage.thing} AS holder ON holder.id = tag.thing_id
        WHERE starts_with(holder.fullpath, current_setting('waybill.user_prefix'))) AS calendar_entries,
       (SELECT count(*) FROM {stage.eventtag} AS tag JOIN {stage.thing} AS holder ON holder.id = tag.thing_id
        WHERE starts_with(holder.fullpath, current_setting('waybill.user_prefix'))) AS calendar_events,
       (SELECT count(*) FROM {stage.thing} WHERE NOT starts_with(fullpath, current_setting('waybill.user_prefix'))) AS structure,
       (SELECT count(*) FROM {stage.eventsource}) AS series,
       (SELECT count(*) FROM {stage.event}) AS events
