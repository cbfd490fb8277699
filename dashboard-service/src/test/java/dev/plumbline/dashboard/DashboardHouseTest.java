package dev.plumbline.dashboard;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.plumbline.test.house.HouseRules;
import java.util.List;

@AnalyzeClasses(
        packages = "dev.plumbline.dashboard",
        importOptions = ImportOption.DoNotIncludeTests.class)
class DashboardHouseTest {
    private static final String ROOT = "dev.plumbline.dashboard";

    @ArchTest static final ArchRule viewIsPure = HouseRules.pure(List.of(ROOT + ".view.."));

    @ArchTest static final ArchRule timeless = HouseRules.timeless(ROOT + ".view..");

    @ArchTest
    static final ArchRule oneWay =
            HouseRules.oneWay(
                    ROOT,
                    List.of("web", "api", "live", "consume"),
                    List.of("project", "catalog", "decide", "ask", "access", "store", "view"));

    @ArchTest
    static final ArchRule storeKnowsNoUseCase =
            HouseRules.oneWay(
                    ROOT,
                    List.of("project", "catalog", "decide", "ask", "access"),
                    List.of("store", "view"));

    @ArchTest static final ArchRule database = HouseRules.databaseOnlyInStore(ROOT);

    @ArchTest static final ArchRule permissions = HouseRules.endpointsNameTheirPermission(ROOT);

    @ArchTest static final ArchRule names = HouseRules.namesOfTheTrade(ROOT);

    @ArchTest static final ArchRule constructors = HouseRules.noFieldInjection(ROOT);

    @ArchTest static final ArchRule nobodyBlocks = HouseRules.nobodyBlocks(ROOT);

    @ArchTest static final ArchRule nullMarked = HouseRules.packagesAreNullMarked(ROOT);
}
