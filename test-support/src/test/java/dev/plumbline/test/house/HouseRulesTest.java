package dev.plumbline.test.house;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.plumbline.test.house.wrong.WrongHouse;
import jakarta.ws.rs.GET;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A rule that can't fail protects nothing: each is shown a class that breaks it.
class HouseRulesTest {
    private static final String WRONG = "dev.plumbline.test.house.wrong";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(WRONG);

    @Test
    void shouldRefuseAFrameworkInPureCode() {
        refuses(HouseRules.pure(List.of(WRONG + "..")), GET.class.getName());
    }

    @Test
    void shouldRefuseAClockInPureCode() {
        refuses(HouseRules.timeless(WRONG + ".."), Instant.class.getName() + ".now");
    }

    @Test
    void shouldRefuseADependencyBackToTheEdge() {
        refuses(HouseRules.oneWay(WRONG, List.of("http"), List.of("store")), "EdgeResource");
    }

    @Test
    void shouldRefuseSqlOutsideTheStore() {
        refuses(HouseRules.databaseOnlyInStore(WRONG), "java.sql.Connection");
    }

    @Test
    void shouldRefuseAnEndpointThatNamesNoPermission() {
        refuses(HouseRules.endpointsNameTheirPermission(WRONG), "names no permission");
    }

    @Test
    void shouldRefuseANameThatHidesAnIdea() {
        refuses(HouseRules.namesOfTheTrade(WRONG), "PurlHelper");
    }

    @Test
    void shouldRefuseFieldInjection() {
        refuses(HouseRules.noFieldInjection(WRONG), "injected");
    }

    @Test
    void shouldRefuseToSleep() {
        refuses(HouseRules.nobodyBlocks(WRONG), "java.lang.Thread.sleep");
    }

    @Test
    void shouldRefuseAPackageThatIsNotNullMarked() {
        refuses(HouseRules.packagesAreNullMarked(WRONG), "is not @NullMarked");
    }

    @Test
    void shouldFailWhenARuleMatchesNothing() {
        refuses(HouseRules.timeless("dev.plumbline.nowhere.."), "failed to check any classes");
    }

    @Test
    void shouldAcceptAPurePackageThatUsesANamedLibrary() {
        assertThatCode(
                        () ->
                                HouseRules.pure(
                                                List.of(WRONG + ".."),
                                                "jakarta..",
                                                "dev.plumbline.test.house..")
                                        .check(CLASSES))
                .doesNotThrowAnyException();
    }

    private static void refuses(ArchRule rule, String because) {
        assertThatThrownBy(() -> rule.check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(because);
        assertThatCode(WrongHouse::new).doesNotThrowAnyException();
    }
}
