package dev.plumbline.local.command;

import dev.plumbline.local.install.Install;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A command line taken apart: `--name value`, `--switch` and the rest.
///
/// @param values   of options that take one, by name
/// @param switches that were given
/// @param rest     everything else, in order
public record Options(Map<String, String> values, Set<String> switches, List<String> rest) {

    public Options {
        values = Map.copyOf(values);
        switches = Set.copyOf(switches);
        rest = List.copyOf(rest);
    }

    /// @param valued   options that take a value
    /// @param switched options that take none
    static Options parse(List<String> arguments, Set<String> valued, Set<String> switched) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> switches = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String name = argument.split("=", 2)[0];
            if (!argument.startsWith("--")) {
                rest.add(argument);
            } else if (switched.contains(argument)) {
                switches.add(argument);
            } else if (!valued.contains(name)) {
                throw new UsageError("Unknown option " + argument);
            } else if (argument.length() > name.length()) {
                values.put(name, argument.substring(name.length() + 1));
            } else if (i + 1 < arguments.size()) {
                values.put(name, arguments.get(++i));
            } else {
                throw new UsageError(name + " needs a value");
            }
        }
        return new Options(values, Set.copyOf(switches), rest);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    boolean has(String name) {
        return switches.contains(name);
    }

    void expectRest(int count, String usage) {
        if (rest.size() != count) {
            throw new UsageError("Usage: plumbline " + usage);
        }
    }

    /// The install that `--data` names, else the one of the project.
    Install install(Path root) {
        Path data = value("--data").map(Path::of).orElseGet(() -> root.resolve(".plumbline"));
        return Install.in(root, data);
    }
}
