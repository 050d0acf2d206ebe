package dev.fileswarm.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The borders between the agent's packages. */
class ArchitectureTest {
    private static final String ROOT = "dev.fileswarm.agent";

    /** The one list of who may use whom; {@code cli}, the composition root, may use all, and nobody uses it. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("time", Set.of()),
            Map.entry("hash", Set.of("model")),
            Map.entry("wire", Set.of("model")),
            Map.entry("store", Set.of("model", "hash")),
            Map.entry("tracker", Set.of("model", "time")),
            Map.entry("selection", Set.of("model")),
            Map.entry("diagnosis", Set.of("model")),
            Map.entry("transport", Set.of("wire", "model", "time")),
            Map.entry("transport.tcp", Set.of("transport", "wire", "model", "time")),
            Map.entry("transport.udp", Set.of("transport", "wire", "model", "time")),
            Map.entry("session", Set.of("wire", "model")),
            Map.entry("transfer", Set.of("selection", "session", "transport", "wire", "model", "time")),
            Map.entry(
                    "download", Set.of("selection", "diagnosis", "store", "hash", "transfer", "wire", "model", "time")),
            Map.entry("serve", Set.of("store", "hash", "transfer", "model", "time")),
            Map.entry("chat", Set.of("session", "transfer", "transport", "wire", "model", "time")),
            Map.entry(
                    "daemon",
                    Set.of(
                            "model",
                            "time",
                            "hash",
                            "wire",
                            "store",
                            "tracker",
                            "selection",
                            "diagnosis",
                            "transport",
                            "transport.tcp",
                            "transport.udp",
                            "transfer",
                            "download",
                            "serve",
                            "chat")),
            Map.entry("page", Set.of("daemon", "model", "time")),
            Map.entry("shell", Set.of()),
            Map.entry("demo", Set.of("page", "daemon", "model")));

    /** Compares files' times with now, which is no input of hashing but a guard around it. */
    private static final String WAITS_FOR_FILE_TIMES = ROOT + ".hash.ChangeGuard";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packagesUseOnlyWhatTheListAllows() {
        Set<String> forbidden = new TreeSet<>();
        for (JavaClass origin : CLASSES) {
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                String from = packageOf(origin);
                String to = packageOf(dependency.getTargetClass());
                if (to == null || to.equals(from) || from.equals("cli")) continue;
                if (!ARROWS.getOrDefault(from, Set.of()).contains(to))
                    forbidden.add(from + " -> " + to + ": " + dependency);
            }
        }
        assertThat(forbidden).isEmpty();
    }

    @Test
    void everyPackageIsInTheList() {
        Set<String> unknown = new TreeSet<>();
        for (JavaClass known : CLASSES) {
            String name = packageOf(known);
            if (!name.equals("cli") && !ARROWS.containsKey(name)) unknown.add(name);
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void noPackagesUseEachOtherInACycle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheTrackerClientKnowsOkHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".tracker..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("okhttp3..", "okio.."))
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineKnowsPicocli() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..")
                .should()
                .dependOnClassesThat(resideInAPackage("picocli.."))
                .check(CLASSES);
    }

    @Test
    void onlyTheShellKnowsJline() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".shell..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.jline.."))
                .check(CLASSES);
    }

    @Test
    void onlyTheTransportsAndTheLocalPageOpenSockets() {
        DescribedPredicate<JavaClass> sockets = assignableTo(java.net.Socket.class)
                .or(assignableTo(java.net.ServerSocket.class))
                .or(assignableTo(java.net.DatagramSocket.class))
                .or(assignableTo(java.nio.channels.NetworkChannel.class))
                .as("sockets");
        DescribedPredicate<JavaAccess<?>> useOfSockets =
                DescribedPredicate.describe("use of sockets", access -> sockets.test(access.getTargetOwner()));
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".transport.tcp..", ROOT + ".transport.udp..", ROOT + ".page..")
                .should()
                .accessTargetWhere(useOfSockets)
                .check(CLASSES);
    }

    @Test
    void thePurePackagesHaveNoClockAndNoChance() {
        Set<String> forbidden = Set.of(
                "java.lang.System.nanoTime()",
                "java.lang.System.currentTimeMillis()",
                "java.lang.Math.random()",
                "java.time.Instant.now()",
                "java.time.Clock.systemUTC()",
                "java.util.UUID.randomUUID()",
                "java.util.Random.<init>()",
                "java.util.SplittableRandom.<init>()",
                "java.util.concurrent.ThreadLocalRandom.current()",
                "java.security.SecureRandom.<init>()",
                "java.util.random.RandomGenerator.getDefault()",
                "dev.fileswarm.agent.time.Clock.system()");
        DescribedPredicate<JavaAccess<?>> clockOrChance = DescribedPredicate.describe(
                "use of a clock, of chance, or of threads that wait",
                access -> forbidden.contains(access.getTarget().getFullName())
                        || access.getTarget().getFullName().startsWith("java.lang.Thread.sleep"));
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".session..",
                        ROOT + ".selection..",
                        ROOT + ".diagnosis..",
                        ROOT + ".wire..",
                        ROOT + ".model..",
                        ROOT + ".hash..")
                .and()
                .doNotHaveFullyQualifiedName(WAITS_FOR_FILE_TIMES)
                .should()
                .accessTargetWhere(clockOrChance)
                .check(CLASSES);
    }

    /** The package's name below the root; null outside of it. */
    private static String packageOf(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1) : null;
    }
}
