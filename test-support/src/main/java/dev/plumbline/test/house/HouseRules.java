package dev.plumbline.test.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The rules of the house, each with the reason that a failing build prints.
public final class HouseRules {

    private static final Set<String> CLOCKS =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.lang.Math.random",
                    "java.util.UUID.randomUUID");

    private static final Set<String> WAITS =
            Set.of(
                    "java.lang.Thread.sleep",
                    "io.smallrye.mutiny.Uni.await",
                    "io.smallrye.mutiny.Uni.subscribe",
                    "io.smallrye.mutiny.Multi.subscribe");

    private static final Set<String> VERBS =
            Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");

    private static final Set<String> PERMISSIONS =
            Set.of(
                    "jakarta.annotation.security.RolesAllowed",
                    "jakarta.annotation.security.PermitAll",
                    "io.quarkus.security.Authenticated",
                    "io.quarkus.security.PermissionsAllowed");

    private HouseRules() {}

    /// Pure packages import the JDK, JSpecify, the contract, one another and the libraries named
    /// here.
    public static ArchRule pure(List<String> packages, String... libraries) {
        String[] allowed =
                Stream.of(
                                packages.stream(),
                                Arrays.stream(libraries),
                                Stream.of("java..", "org.jspecify..", "dev.plumbline.events.."))
                        .flatMap(s -> s)
                        .toArray(String[]::new);
        return classes()
                .that()
                .resideInAnyPackage(packages.toArray(String[]::new))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(isPrimitiveOrArray()))
                .because(
                        "what decides a score must run on any machine with nothing around it, and be"
                                + " tested without a framework");
    }

    /// Pure code is told the time, and draws no lots.
    public static ArchRule timeless(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .accessTargetWhere(
                        describe(
                                "reads a clock or draws at random",
                                (JavaAccess<?> access) -> readsClock(access)))
                .because(
                        "the same evidence and instant must give the same score on any machine, for ever");
    }

    /// Edges call use cases, use cases call what is pure and the store; nothing calls back.
    public static ArchRule oneWay(String root, List<String> edges, List<String> inner) {
        return noClasses()
                .that()
                .resideInAnyPackage(below(root, inner))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(below(root, edges))
                .because("data flows one way: edge, use case, store and pure code");
    }

    /// The database is met in `store` only.
    public static ArchRule databaseOnlyInStore(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.hibernate..",
                        "io.quarkus.hibernate..",
                        "jakarta.persistence..",
                        "java.sql..")
                .because(
                        "who wants to know what SQL runs must have one place to look (docs/adr/0005)");
    }

    /// Every endpoint says who may call it, on the method itself.
    public static ArchRule endpointsNameTheirPermission(String root) {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + "..")
                .and(describe("answer HTTP", HouseRules::isEndpoint))
                .should(nameAPermission())
                .because(
                        "access is denied by default, and a reader must see at the method who is let in");
    }

    /// Names say what a thing is, not that somebody needed a place for code.
    public static ArchRule namesOfTheTrade(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveNameMatching(
                        ".*\\.(Base|Abstract)[A-Z][A-Za-z]*|.*(Util|Utils|Helper|Helpers|Impl|Dto|DTO|Manager)")
                .because("such names hide a missing idea");
    }

    /// Collaborators come by constructor.
    public static ArchRule noFieldInjection(String root) {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + "..")
                .should()
                .notBeAnnotatedWith("jakarta.inject.Inject")
                .andShould()
                .notBeAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .because("a class that can be made with `new` can be tested with `new`");
    }

    /// Nobody waits for a reactive result by holding its thread, or starts one whose failure nobody
    /// sees.
    public static ArchRule nobodyBlocks(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .accessTargetWhere(
                        describe(
                                "blocks, sleeps or subscribes",
                                (JavaAccess<?> access) ->
                                        WAITS.contains(
                                                access.getTargetOwner().getName()
                                                        + "."
                                                        + access.getTarget().getName())))
                .because(
                        "a blocked event loop stalls everybody, and a lost subscription loses its error");
    }

    /// Every package says what lives there.
    public static ArchRule packagesAreNullMarked(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .areTopLevelClasses()
                .should(liveInANullMarkedPackage())
                .because("null is part of a type only where the package says so");
    }

    private static String[] below(String root, List<String> packages) {
        return packages.stream().map(p -> root + "." + p + "..").toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> isPrimitiveOrArray() {
        return describe(
                "primitives and arrays",
                c -> c.isPrimitive() || c.isArray() || c.getPackageName().isEmpty());
    }

    private static boolean readsClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        boolean now = owner.startsWith("java.time.") && name.equals("now");
        boolean systemClock = owner.equals("java.time.Clock") && name.startsWith("system");
        boolean random =
                owner.equals("java.util.Random")
                        || owner.equals("java.security.SecureRandom")
                        || owner.equals("java.util.concurrent.ThreadLocalRandom");
        return now || systemClock || random || CLOCKS.contains(owner + "." + name);
    }

    private static boolean isEndpoint(JavaMethod method) {
        return method.getAnnotations().stream()
                .anyMatch(
                        a ->
                                a.getRawType().getPackageName().equals("jakarta.ws.rs")
                                        && VERBS.contains(a.getRawType().getSimpleName()));
    }

    private static ArchCondition<JavaMethod> nameAPermission() {
        return new ArchCondition<>("name a permission") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean named = PERMISSIONS.stream().anyMatch(method::isAnnotatedWith);
                events.add(
                        new SimpleConditionEvent(
                                method,
                                named,
                                method.getFullName()
                                        + (named ? " names" : " names no")
                                        + " permission"));
            }
        };
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked =
                        type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                events.add(
                        new SimpleConditionEvent(
                                type,
                                marked,
                                type.getName()
                                        + ": package "
                                        + type.getPackageName()
                                        + (marked ? " is" : " is not")
                                        + " @NullMarked"));
            }
        };
    }
}
