package dev.plumbline.ingest.source.csaf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The metrics of a version of CVSS and the values that each may have, by FIRST's specifications.
enum CvssVector {
    V2(
            "CVSS_V2",
            6,
            """
            AV:L,A,N AC:H,M,L Au:M,S,N C:N,P,C I:N,P,C A:N,P,C
            E:U,POC,F,H,ND RL:OF,TF,W,U,ND RC:UC,UR,C,ND
            CDP:N,L,LM,MH,H,ND TD:N,L,M,H,ND CR:L,M,H,ND IR:L,M,H,ND AR:L,M,H,ND
            """),
    V3(
            "CVSS_V3",
            8,
            """
            AV:N,A,L,P AC:L,H PR:N,L,H UI:N,R S:U,C C:N,L,H I:N,L,H A:N,L,H
            E:X,U,P,F,H RL:X,O,T,W,U RC:X,U,R,C CR:X,L,M,H IR:X,L,M,H AR:X,L,M,H
            MAV:X,N,A,L,P MAC:X,L,H MPR:X,N,L,H MUI:X,N,R MS:X,U,C MC:X,N,L,H MI:X,N,L,H MA:X,N,L,H
            """),
    V4(
            "CVSS_V4",
            11,
            """
            AV:N,A,L,P AC:L,H AT:N,P PR:N,L,H UI:N,P,A VC:H,L,N VI:H,L,N VA:H,L,N SC:H,L,N SI:H,L,N SA:H,L,N
            E:X,A,P,U CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L
            MAV:X,N,A,L,P MAC:X,L,H MAT:X,N,P MPR:X,N,L,H MUI:X,N,P,A MVC:X,H,L,N MVI:X,H,L,N MVA:X,H,L,N
            MSC:X,H,L,N MSI:X,S,H,L,N MSA:X,S,H,L,N
            S:X,N,P AU:X,N,Y R:X,A,U,I V:X,D,C RE:X,L,M,H U:X,Clear,Green,Amber,Red
            """);

    private static final int LONGEST = 400;

    private final String type;
    private final Set<String> base = new HashSet<>();
    private final Map<String, Set<String>> values = new HashMap<>();

    CvssVector(String type, int mandatory, String metrics) {
        this.type = type;
        List<String> names = new ArrayList<>();
        for (String metric : metrics.strip().split("\\s+")) {
            int colon = metric.indexOf(':');
            names.add(metric.substring(0, colon));
            values.put(metric.substring(0, colon), Set.of(metric.substring(colon + 1).split(",")));
        }
        base.addAll(names.subList(0, mandatory));
    }

    /// As severities are typed in OSV.
    String type() {
        return type;
    }

    /// Whether each metric is one of this version, has a value of its own and stands once, and all
    /// of the base metrics are there.
    boolean reads(String vector) {
        if (vector.length() > LONGEST) {
            return false;
        }
        String metrics =
                switch (this) {
                    case V2 -> vector;
                    case V3 ->
                            vector.startsWith("CVSS:3.1/") || vector.startsWith("CVSS:3.0/")
                                    ? vector.substring(9)
                                    : "";
                    case V4 -> vector.startsWith("CVSS:4.0/") ? vector.substring(9) : "";
                };
        Set<String> seen = new HashSet<>();
        for (int from = 0; from <= metrics.length(); ) {
            int slash = metrics.indexOf('/', from);
            int end = slash < 0 ? metrics.length() : slash;
            int colon = metrics.indexOf(':', from);
            if (colon < from || colon >= end) {
                return false;
            }
            String name = metrics.substring(from, colon);
            Set<String> allowed = values.get(name);
            if (allowed == null
                    || !allowed.contains(metrics.substring(colon + 1, end))
                    || !seen.add(name)) {
                return false;
            }
            from = end + 1;
        }
        return seen.containsAll(base);
    }
}
