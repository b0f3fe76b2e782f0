SELECT count(*) FROM {stage.grant_fate}
