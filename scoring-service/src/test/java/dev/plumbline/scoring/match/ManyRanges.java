package dev.plumbline.scoring.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Made packages of six systems, numbered from 0, with ranges and bills of them: always the same.
public final class ManyRanges {
    private static final List<String> TYPES =
            List.of("maven", "npm", "pypi", "golang", "deb", "rpm");

    private ManyRanges() {}

    /// A bill of so many components, each of some package among the first `packages`.
    public static List<String> bill(int components, int packages, Random random) {
        List<String> purls = new ArrayList<>(components);
        for (int i = 0; i < components; i++) {
            purls.add(purl(random.nextInt(packages), version(random)));
        }
        return purls;
    }

    public static PackageKey key(int number) {
        return ((Coordinate) Coordinate.fromPurl(purl(number, "1.0.0"))).packageKey();
    }

    /// Three intervals of versions of the package.
    public static String range(int number, Random random) {
        return "vers:%s/<1.%d.3|>=2.0.0|<2.%d.0|>=3.1.0|<3.%d.1"
                .formatted(
                        type(number),
                        random.nextInt(9),
                        1 + random.nextInt(9),
                        2 + random.nextInt(9));
    }

    private static String purl(int number, String version) {
        return switch (type(number)) {
            case "maven" -> "pkg:maven/org.example.group" + number + "/artifact@" + version;
            case "golang" -> "pkg:golang/github.com/example/module" + number + "@v" + version;
            case "deb" ->
                    "pkg:deb/debian/package"
                            + number
                            + "@"
                            + version
                            + "-1?arch=amd64&distro=debian-12";
            case "rpm" ->
                    "pkg:rpm/almalinux/package"
                            + number
                            + "@"
                            + version
                            + "-1.el8?distro=almalinux-8.9";
            case String type -> "pkg:" + type + "/package" + number + "@" + version;
        };
    }

    private static String type(int number) {
        return TYPES.get(number % TYPES.size());
    }

    private static String version(Random random) {
        return random.nextInt(5) + "." + random.nextInt(20) + "." + random.nextInt(20);
    }
}
