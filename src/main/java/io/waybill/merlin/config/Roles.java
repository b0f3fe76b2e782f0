package io.waybill.merlin.config;

import io.waybill.format.yaml.MappingFile;
import io.waybill.merlin.value.MatchingKey;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The roles that there are, and their committees. */
public final class Roles {
    private static final String TRIBE = "tribe";
    private static final Set<String> MODELS = Set.of("organization", TRIBE);

    /** Columns of tribes files give these to people, whether or not the mapping file names them. */
    private static final List<RolePlace> DIRECTORS = List.of(
            new RolePlace("Engineering Director", TRIBE, "engineering_director_id"),
            new RolePlace("Product Director", TRIBE, "product_director_id"));

    private final Map<String, RolePlace> byKey = new LinkedHashMap<>();
    private final Committees committees;

    private Roles(Committees committees) {
        this.committees = committees;
    }

    static Roles of(MerlinFile said, MappingFile file, Models models) {
        file.require("committees", said.committees() != null, null, "name, description and of-holder");
        file.require("roles", said.roles() != null, null, "{}, or roles and their columns");
        Roles roles = new Roles(said.committees());
        said.roles().forEach((name, place) -> {
            String[] parts = place == null ? new String[0] : place.split("\\.", -1);
            file.require(
                    "roles." + name,
                    parts.length == 2 && MODELS.contains(parts[0]) && models.has(parts[0], parts[1]),
                    place,
                    "organization.<column> or tribe.<column>, a column that is written");
            RolePlace other = roles.byKey.put(MatchingKey.of(name), new RolePlace(name, parts[0], parts[1]));
            file.require("roles", other == null, name, "each role once");
        });
        return roles;
    }

    /** All of them, in the order of the mapping file. */
    public Collection<RolePlace> all() {
        return Collections.unmodifiableCollection(byKey.values());
    }

    /** The places of all roles, each once and with one of its roles: columns of organizations and tribes. */
    public Collection<RolePlace> places() {
        Map<String, RolePlace> places = new LinkedHashMap<>();
        Stream.concat(byKey.values().stream(), DIRECTORS.stream())
                .forEach(role -> places.putIfAbsent(role.model() + "." + role.column(), role));
        return places.values();
    }

    /** The names of all of them, in the order of the mapping file. */
    public List<String> names() {
        return byKey.values().stream().map(RolePlace::name).toList();
    }

    /** The role that a text names, however it is spelt; empty when there is no such role. */
    public Optional<RolePlace> find(String text) {
        return Optional.ofNullable(byKey.get(MatchingKey.of(text)));
    }

    /** The committees that go with roles. */
    public Committees committees() {
        return committees;
    }
}
