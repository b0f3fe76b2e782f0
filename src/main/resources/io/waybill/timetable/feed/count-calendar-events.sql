SELECT count(*) FROM {stage.event_fate}
