package dev.plumbline.local.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is inside each release: real packages in real versions.
final class Components {
    private final Map<String, Map<String, String>> platforms;
    private final Map<String, Stack> stacks = new HashMap<>();

    Components(Map<String, Map<String, String>> platforms) {
        this.platforms = platforms;
    }

    /// One file of components.
    ///
    /// @param type the purl type
    /// @param distro for Linux packages, as purls write it
    record Stack(String type, @Nullable String distro, List<String> components) {}

    /// One component.
    ///
    /// @param name as its ecosystem writes it: `group:artifact`, `@scope/name`, `golang.org/x/net`
    /// @param uses names of the components in the same release that it depends on
    record Component(
            String type,
            @Nullable String distro,
            String name,
            String version,
            String licence,
            List<String> uses) {

        /// The package URL.
        String purl() {
            String path =
                    switch (type) {
                        case "maven" -> name.replace(':', '/');
                        case "deb" -> "debian/" + name;
                        default -> name.replace("@", "%40");
                    };
            String purl =
                    "pkg:"
                            + type
                            + "/"
                            + path
                            + "@"
                            + version.replace("+", "%2B").replace(":", "%3A");
            return distro == null ? purl : purl + "?distro=" + distro;
        }

        /// The name without its group, as an SBOM shows it.
        String shortName() {
            return name.substring(name.indexOf(':') + 1);
        }

        @Nullable String group() {
            int colon = name.indexOf(':');
            return colon < 0 ? null : name.substring(0, colon);
        }
    }

    /// The components of one release, in the order of the stacks; of two that say the same name the
    /// later stack wins.
    List<Component> of(Story.Product product, String version) {
        Map<String, Component> found = new LinkedHashMap<>();
        Story.Release release = product.release(version);
        List<String> names = release.stacks().isEmpty() ? product.stacks() : release.stacks();
        for (String name : names) {
            Stack stack = stacks.computeIfAbsent(name, Library::stack);
            for (String line : stack.components()) {
                Component component = parse(stack, line);
                found.put(component.name(), component);
            }
        }
        for (Story.Release earlier : product.releases()) {
            if (earlier.platform() != null) {
                move(found, platform(earlier.platform()), Unknown.IGNORED);
            }
            move(found, earlier.versions(), Unknown.REFUSED);
            if (earlier.version().equals(version)) {
                break;
            }
        }
        return linked(found);
    }

    /// What to do about a version for a component that the release does not have.
    private enum Unknown {
        REFUSED,
        /// a platform manages more than one product uses
        IGNORED
    }

    private Map<String, String> platform(String name) {
        Map<String, String> versions = platforms.get(name);
        if (versions == null) {
            throw new IllegalArgumentException("no platform is called " + name);
        }
        return versions;
    }

    private static void move(
            Map<String, Component> found, Map<String, String> versions, Unknown unknown) {
        versions.forEach(
                (name, version) -> {
                    List<String> moved =
                            name.endsWith(":*")
                                    ? found.keySet().stream()
                                            .filter(
                                                    n ->
                                                            n.startsWith(
                                                                    name.substring(
                                                                            0, name.length() - 1)))
                                            .toList()
                                    : found.containsKey(name) ? List.of(name) : List.of();
                    if (moved.isEmpty() && unknown == Unknown.REFUSED) {
                        throw new IllegalArgumentException("no component is called " + name);
                    }
                    for (String each : moved) {
                        found.computeIfPresent(
                                each,
                                (n, c) ->
                                        new Component(
                                                c.type(),
                                                c.distro(),
                                                n,
                                                version,
                                                c.licence(),
                                                c.uses()));
                    }
                });
    }

    /// `name@version | licence | what it uses`, the last part optional.
    private static Component parse(Stack stack, String line) {
        String[] parts = line.split("\\|");
        int at = parts[0].lastIndexOf('@');
        if (parts.length < 2 || parts.length > 3 || at < 1) {
            throw new IllegalArgumentException("not a component: " + line);
        }
        return new Component(
                stack.type(),
                stack.distro(),
                parts[0].substring(0, at).strip(),
                parts[0].substring(at + 1).strip(),
                parts[1].strip(),
                parts.length < 3 ? List.of() : List.of(parts[2].strip().split(" +")));
    }

    /// Turns the short names of what is used into full ones; what another stack would have brought
    /// falls away.
    private static List<Component> linked(Map<String, Component> found) {
        Map<String, String> byShortName = new HashMap<>();
        found.keySet()
                .forEach(name -> byShortName.put(name.substring(name.indexOf(':') + 1), name));
        List<Component> linked = new ArrayList<>();
        for (Component component : found.values()) {
            Set<String> uses = new HashSet<>();
            List<String> ordered = new ArrayList<>();
            for (String used : component.uses()) {
                String name = byShortName.get(used);
                if (name != null && uses.add(name)) {
                    ordered.add(name);
                }
            }
            linked.add(
                    new Component(
                            component.type(),
                            component.distro(),
                            component.name(),
                            component.version(),
                            component.licence(),
                            List.copyOf(ordered)));
        }
        return List.copyOf(linked);
    }
}
