package dev.plumbline.model;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.plumbline.test.house.HouseRules;
import java.util.List;

@AnalyzeClasses(
        packages = "dev.plumbline.model",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ModelHouseTest {
    private static final String ROOT = "dev.plumbline.model";

    @ArchTest
    static final ArchRule pure =
            HouseRules.pure(
                    List.of(
                            ROOT + ".evidence..",
                            ROOT + ".obligation..",
                            ROOT + ".score..",
                            ROOT + ".explain..",
                            ROOT + ".whatif.."),
                    ROOT + ".catalogue..");

    @ArchTest
    static final ArchRule catalogueReadsData =
            HouseRules.pure(
                    List.of(ROOT + ".catalogue.."),
                    ROOT + "..",
                    "com.fasterxml.jackson..",
                    "tools.jackson..",
                    "com.networknt.schema..",
                    "dev.cel..",
                    "org.yaml.snakeyaml..",
                    "org.snakeyaml..");

    @ArchTest static final ArchRule timeless = HouseRules.timeless(ROOT + "..");

    @ArchTest
    static final ArchRule oneWay =
            HouseRules.oneWay(
                    ROOT,
                    List.of("score", "explain", "whatif"),
                    List.of("evidence", "catalogue", "obligation"));

    @ArchTest static final ArchRule names = HouseRules.namesOfTheTrade(ROOT);

    @ArchTest static final ArchRule nullMarked = HouseRules.packagesAreNullMarked(ROOT);
}
