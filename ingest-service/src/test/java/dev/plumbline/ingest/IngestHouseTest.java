package dev.plumbline.ingest;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.plumbline.test.house.HouseRules;
import java.util.List;

@AnalyzeClasses(
        packages = "dev.plumbline.ingest",
        importOptions = ImportOption.DoNotIncludeTests.class)
class IngestHouseTest {
    private static final String ROOT = "dev.plumbline.ingest";

    @ArchTest
    static final ArchRule pure =
            HouseRules.pure(
                    List.of(ROOT + ".source..", ROOT + ".canonical.."),
                    "com.fasterxml.jackson..",
                    "org.yaml.snakeyaml..",
                    "com.ctc.wstx..",
                    "org.codehaus.stax2..",
                    "javax.xml.stream..",
                    "com.google.protobuf..",
                    "com.github.packageurl..",
                    "us.springett.cvss..");

    @ArchTest
    static final ArchRule timeless = HouseRules.timeless(ROOT + ".source..", ROOT + ".canonical..");

    @ArchTest
    static final ArchRule oneWay =
            HouseRules.oneWay(
                    ROOT,
                    List.of("http", "consume"),
                    List.of("webhook", "intake", "store", "source", "canonical"));

    @ArchTest static final ArchRule database = HouseRules.databaseOnlyInStore(ROOT);

    @ArchTest static final ArchRule permissions = HouseRules.endpointsNameTheirPermission(ROOT);

    @ArchTest static final ArchRule names = HouseRules.namesOfTheTrade(ROOT);

    @ArchTest static final ArchRule constructors = HouseRules.noFieldInjection(ROOT);

    @ArchTest static final ArchRule nobodyBlocks = HouseRules.nobodyBlocks(ROOT);

    @ArchTest static final ArchRule nullMarked = HouseRules.packagesAreNullMarked(ROOT);
}
