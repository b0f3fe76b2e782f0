package io.waybill.merlin.config;

import io.waybill.format.yaml.MappingFile;
import io.waybill.merlin.text.EventType;
import io.waybill.merlin.value.MatchingKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of events by the words that mean them: their own names, and aliases of the mapping file. */
public final class EventTypes {
    static final List<String> NAMES =
            Arrays.stream(EventType.values()).map(EventType::name).toList();

    private final Map<String, EventType> aliases = new HashMap<>();

    private EventTypes() {}

    static EventTypes of(MerlinFile said, MappingFile file) {
        file.require("event-aliases", said.eventAliases() != null, null, "{}, or names and the types that they mean");
        EventTypes types = new EventTypes();
        said.eventAliases().forEach((name, word) -> {
            Optional<EventType> type = word == null ? Optional.empty() : EventType.of(word);
            file.require("event-aliases." + name, type.isPresent(), word, "one of " + String.join(", ", NAMES));
            types.aliases.put(MatchingKey.of(name), type.orElseThrow());
        });
        return types;
    }

    /** The type of event that a text means, however it is spelt; empty when it means none. */
    public Optional<EventType> find(String text) {
        Optional<EventType> own = EventType.of(text);
        return own.isPresent() || aliases.isEmpty() ? own : Optional.ofNullable(aliases.get(MatchingKey.of(text)));
    }
}
