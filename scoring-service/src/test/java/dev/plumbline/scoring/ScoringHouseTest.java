package dev.plumbline.scoring;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.plumbline.test.house.HouseRules;
import java.util.List;

@AnalyzeClasses(
        packages = "dev.plumbline.scoring",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ScoringHouseTest {
    private static final String ROOT = "dev.plumbline.scoring";

    @ArchTest
    static final ArchRule pure =
            HouseRules.pure(
                    List.of(ROOT + ".match..", ROOT + ".obligation.."),
                    "dev.plumbline.model.evidence..",
                    "com.github.packageurl..",
                    "io.github.nscuro..",
                    "us.springett..");

    @ArchTest
    static final ArchRule timeless = HouseRules.timeless(ROOT + ".match..", ROOT + ".obligation..");

    @ArchTest
    static final ArchRule oneWay =
            HouseRules.oneWay(
                    ROOT,
                    List.of("http", "consume", "clock"),
                    List.of(
                            "inventory",
                            "advisory",
                            "assess",
                            "verify",
                            "store",
                            "obligation",
                            "match"));

    @ArchTest static final ArchRule database = HouseRules.databaseOnlyInStore(ROOT);

    @ArchTest static final ArchRule permissions = HouseRules.endpointsNameTheirPermission(ROOT);

    @ArchTest static final ArchRule names = HouseRules.namesOfTheTrade(ROOT);

    @ArchTest static final ArchRule constructors = HouseRules.noFieldInjection(ROOT);

    @ArchTest static final ArchRule nobodyBlocks = HouseRules.nobodyBlocks(ROOT);

    @ArchTest static final ArchRule nullMarked = HouseRules.packagesAreNullMarked(ROOT);
}
