CREATE UNLOGGED TABLE {stage.rename} (old_prefix text NOT NULL, new_prefix text NOT NULL)
