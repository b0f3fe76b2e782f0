SELECT greatest(?, (SELECT max(id) FROM {stage}), (SELECT max(id) FROM {target}))
