SELECT count(*) FROM {stage.calendar_fate}
