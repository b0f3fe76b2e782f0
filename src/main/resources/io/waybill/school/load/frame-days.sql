SELECT era_first, era_last FROM {work}.frame
