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
    static final ArchRule matchIsPure =
            HouseRules.pure(
                    List.of(ROOT + ".match.."),
                    "com.github.packageurl..",
                    "io.github.nscuro..",
                    "us.springett..");

    @ArchTest
    static final ArchRule derivationIsPure =
            HouseRules.pure(
                    List.of(ROOT + ".obligation.."), ROOT + ".match..", "dev.plumbline.model..");

    @ArchTest
    static final ArchRule timeless = HouseRules.timeless(ROOT + ".match..", ROOT + ".obligation..");

    @ArchTest
    static final ArchRule oneWay =
            HouseRules.oneWay(
                    ROOT,
                    List.of("http", "consume", "clock"),
                    List.of("assess", "inventory", "advisory", "store", "match", "obligation"));

    @ArchTest static final ArchRule database = HouseRules.databaseOnlyInStore(ROOT);

    @ArchTest static final ArchRule permissions = HouseRules.endpointsNameTheirPermission(ROOT);

    @ArchTest static final ArchRule names = HouseRules.namesOfTheTrade(ROOT);

    @ArchTest static final ArchRule constructors = HouseRules.noFieldInjection(ROOT);

    @ArchTest static final ArchRule nobodyBlocks = HouseRules.nobodyBlocks(ROOT);

    @ArchTest static final ArchRule nullMarked = HouseRules.packagesAreNullMarked(ROOT);
}
