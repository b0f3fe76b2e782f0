SELECT id, {name} AS name, '' AS prefix FROM {target}
