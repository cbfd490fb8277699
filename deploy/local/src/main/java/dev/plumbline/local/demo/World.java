package dev.plumbline.local.demo;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is known outside Meridian: real advisories and real KEV entries, as facts.
record World(List<Advisory> advisories, List<Exploited> exploited) {
    World {
        advisories = List.copyOf(advisories);
        exploited = List.copyOf(exploited);
    }

    /// One advisory.
    ///
    /// @param published `null` where the database gives no date
    /// @param seen the day on which a record without a date was certainly there; `null` for those
    ///     that are old
    /// @param vector CVSS
    /// @param rated the database's own word
    /// @param affected `Ecosystem package` → ranges such as `2.13.0 < 2.15.0`, `0 <= 1.2.17`, `0`
    record Advisory(
            String id,
            List<String> aliases,
            @Nullable String published,
            @Nullable String seen,
            @Nullable String vector,
            @Nullable String rated,
            List<String> cwes,
            Map<String, List<String>> affected) {
        Advisory {
            aliases = aliases == null ? List.of() : List.copyOf(aliases);
            cwes = cwes == null ? List.of() : List.copyOf(cwes);
        }

        /// Whether somebody who read the database on that day saw it.
        boolean knownOn(LocalDate day) {
            if (published != null) {
                return !Instant.parse(published).atZone(ZoneOffset.UTC).toLocalDate().isAfter(day);
            }
            return seen == null || !LocalDate.parse(seen).isAfter(day);
        }
    }

    /// One entry of the KEV catalogue.
    record Exploited(
            String cve,
            LocalDate added,
            LocalDate due,
            String ransomware,
            String vendor,
            String product,
            String name,
            List<String> cwes) {
        @JsonCreator
        static Exploited of(
                @JsonProperty("cve") String cve,
                @JsonProperty("added") String added,
                @JsonProperty("due") String due,
                @JsonProperty("ransomware") String ransomware,
                @JsonProperty("vendor") String vendor,
                @JsonProperty("product") String product,
                @JsonProperty("name") String name,
                @JsonProperty("cwes") List<String> cwes) {
            return new Exploited(
                    cve,
                    LocalDate.parse(added),
                    LocalDate.parse(due),
                    ransomware,
                    vendor,
                    product,
                    name,
                    cwes);
        }
    }

    List<Advisory> advisoriesOn(LocalDate day) {
        return advisories.stream().filter(advisory -> advisory.knownOn(day)).toList();
    }

    List<Exploited> exploitedOn(LocalDate day) {
        return exploited.stream().filter(entry -> !entry.added().isAfter(day)).toList();
    }

    /// Days after the first on which the KEV catalogue grew, until the last.
    Collection<LocalDate> listings(LocalDate first, LocalDate last) {
        TreeSet<LocalDate> days = new TreeSet<>();
        exploited.stream()
                .map(Exploited::added)
                .filter(day -> day.isAfter(first) && !day.isAfter(last))
                .forEach(days::add);
        return days;
    }
}
