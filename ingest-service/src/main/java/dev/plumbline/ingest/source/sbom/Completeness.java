package dev.plumbline.ingest.source.sbom;

import dev.plumbline.events.Evidence.SbomQuality;
import java.util.HashMap;
import java.util.Map;

/// Adds up how far an SBOM has the 17 minimum elements of CISA 2026 (SCORING.md 4.3) and the seven
/// of NTIA 2021.
///
/// Nine belong to the document and are met or not; eight belong to each component and count as the
/// share of components that have them. Files, data and cryptographic assets are listed by SBOMs too
/// but are no software components; they are not counted. An SBOM without components has none of the
/// eight.
final class Completeness {
    private static final Map<String, String> NTIA =
            Map.of(
                    "supplier", "producer",
                    "component-name", "name",
                    "version", "version",
                    "other-identifiers", "identifiers",
                    "dependency-relationship", "dependency-relationship",
                    "author", "author",
                    "timestamp", "timestamp");

    private final Map<String, Double> document = new HashMap<>();
    private int components;
    private double relationship;
    private double hashAlgorithm;
    private double hashValue;
    private double identifiers;
    private double licence;
    private double name;
    private double producer;
    private double version;

    Completeness() {
        for (String element :
                new String[] {
                    "author",
                    "author-signature",
                    "format-name",
                    "format-version",
                    "generation-context",
                    "timestamp",
                    "tool-name",
                    "tool-version",
                    "sbom-version"
                }) {
            document.put(element, Claim.NOTHING);
        }
    }

    /// What the document says of itself; the best of several sayings counts.
    void document(String element, double worth) {
        document.merge(element, worth, Math::max);
    }

    void component(
            double nameWorth,
            double versionWorth,
            double producerWorth,
            double licenceWorth,
            double identifierWorth,
            double algorithmWorth,
            double valueWorth) {
        components++;
        name += nameWorth;
        version += versionWorth;
        producer += producerWorth;
        licence += licenceWorth;
        identifiers += identifierWorth;
        hashAlgorithm += algorithmWorth;
        hashValue += valueWorth;
    }

    void relationship(double worth) {
        relationship += worth;
    }

    int components() {
        return components;
    }

    SbomQuality quality() {
        Map<String, Double> fields = new HashMap<>(document);
        fields.put("dependency-relationship", share(relationship));
        fields.put("hash-algorithm", share(hashAlgorithm));
        fields.put("hash-value", share(hashValue));
        fields.put("identifiers", share(identifiers));
        fields.put("licence", share(licence));
        fields.put("name", share(name));
        fields.put("producer", share(producer));
        fields.put("version", share(version));
        return new SbomQuality(components, fields, ntia(fields));
    }

    /// The seven data fields of NTIA, *The Minimum Elements For a Software Bill of Materials* (July
    /// 2021), of which each is one of the seventeen by another name.
    private static Map<String, Double> ntia(Map<String, Double> fields) {
        Map<String, Double> ntia = new HashMap<>();
        NTIA.forEach((name, element) -> ntia.put(name, fields.getOrDefault(element, 0.0)));
        return ntia;
    }

    private double share(double sum) {
        return components == 0 ? 0 : sum / components;
    }
}
