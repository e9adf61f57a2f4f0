package io.granger.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The arrows between our modules, and the traps that a compiler does not see. Runs over every class of every module. */
@AnalyzeClasses(packages = "io.granger", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String[] BELOW_HUB = {
        "io.granger.rl..",
        "io.granger.registry..",
        "io.granger.task..",
        "io.granger.routing..",
        "io.granger.recovery..",
        "io.granger.hub.task.."
    };

    // --- which library is named where

    @ArchTest
    static final ArchRule HAZELCAST_LIVES_IN_HUB_AND_SDK = noClasses()
            .that(not(resideInAnyPackage("io.granger.hub..", "io.granger.sdk..")))
            .or(resideInAPackage("io.granger.hub.task.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.hazelcast..")
            .because("the cluster is an adapter of the hub")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule VERTX_LIVES_IN_HUB_SDK_AND_EXAMPLES = noClasses()
            .that(not(resideInAnyPackage("io.granger.hub..", "io.granger.sdk..", "io.granger.examples..")))
            .or(resideInAPackage("io.granger.hub.task.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..")
            .because("the core takes a value and gives a value; the shell around it talks")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ND4J_LIVES_IN_RL_NETWORK = noClasses()
            .that()
            .resideOutsideOfPackage("io.granger.rl.network..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.nd4j..")
            .because("every equation can be tested, and every decision made, without a native library")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule WHAT_SERVES_DOES_NOT_TRAIN = noClasses()
            .that(resideInAnyPackage(
                    "io.granger.hub..",
                    "io.granger.routing..",
                    "io.granger.recovery..",
                    "io.granger.rl.dense..",
                    "io.granger.rl.bandit..",
                    "io.granger.rl.option.."))
            .and()
            .resideOutsideOfPackage("io.granger.hub.train..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.granger.rl.network..")
            .because("networks are trained in a process of their own, whose class path has lib/train/; a hub's has not")
            .allowEmptyShould(true);

    // --- who sees whom

    @ArchTest
    static final ArchRule RL_SEES_NOBODY = seesOnly("io.granger.rl..");

    @ArchTest
    static final ArchRule REGISTRY_SEES_NOBODY = classes()
            .that()
            .resideInAnyPackage("io.granger.registry..", "io.granger.task..")
            .should()
            .onlyDependOnClassesThat(outsideOrIn("io.granger.registry..", "io.granger.task.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ROUTING_SEES_RL_AND_REGISTRY =
            seesOnly("io.granger.routing..", "io.granger.rl..", "io.granger.registry..", "io.granger.task..");

    @ArchTest
    static final ArchRule RECOVERY_SEES_ROUTING = seesOnly(
            "io.granger.recovery..",
            "io.granger.routing..",
            "io.granger.rl..",
            "io.granger.registry..",
            "io.granger.task..");

    @ArchTest
    static final ArchRule HUB_SEES_NEITHER_SDK_NOR_EXAMPLES = noClasses()
            .that()
            .resideInAPackage("io.granger.hub..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.granger.sdk..", "io.granger.examples..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule SDK_SEES_NOBODY = seesOnly("io.granger.sdk..");

    // --- the core is pure

    @ArchTest
    static final ArchRule CORE_READS_NO_CLOCK_AND_NO_CHANCE = noClasses()
            .that()
            .resideInAnyPackage(BELOW_HUB)
            .should()
            .accessTargetWhere(
                    describe("it reads a clock or unseeded randomness", ArchitectureTest::readsClockOrChance))
            .because("time comes in as nowMs, chance as a keyed uniform or a seeded generator")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule CORE_DOES_NO_INPUT_OUTPUT = noClasses()
            .that()
            .resideInAnyPackage(BELOW_HUB)
            .should()
            .dependOnClassesThat(describe("files, sockets or databases", ArchitectureTest::isInputOutput))
            .because("files and sockets are read in the hub and passed down as values")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule CORE_STARTS_NO_THREAD = noClasses()
            .that()
            .resideInAnyPackage(BELOW_HUB)
            .and()
            // Waits for a thread and starts none.
            .doNotHaveFullyQualifiedName("io.granger.routing.ShortLock")
            .should()
            .dependOnClassesThat(describe("threads or executors", ArchitectureTest::isThreading))
            .because("one seed must be able to drive the whole core on a virtual clock")
            .allowEmptyShould(true);

    // --- the callback trap of Hazelcast

    @ArchTest
    static final ArchRule CLUSTER_CALLBACKS_NAME_THEIR_EXECUTOR = noClasses()
            .that()
            .resideInAPackage("io.granger.hub.cluster..")
            .should()
            .accessTargetWhere(describe("it is a callback without an Executor", ArchitectureTest::isBareCallback))
            .because("where the common pool has one thread, Hazelcast starts a thread for each such call")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule CLUSTER_USES_NO_FROM_COMPLETION_STAGE = noClasses()
            .that()
            .resideInAPackage("io.granger.hub.cluster..")
            .should()
            .accessTargetWhere(describe(
                    "it is Future.fromCompletionStage",
                    access -> access.getTarget().getName().equals("fromCompletionStage")))
            .because("it registers its callback without an executor")
            .allowEmptyShould(true);

    private static final Set<String> NOW = Set.of("now", "systemUTC", "systemDefaultZone", "system", "tickMillis");
    private static final Set<String> UNSEEDED = Set.of("java.util.Random", "java.util.SplittableRandom");
    private static final Set<String> CALLBACKS = Set.of("whenComplete", "handle", "exceptionally", "acceptEither");
    private static final Set<String> ASYNC_STARTS = Set.of("supplyAsync", "runAsync");
    // Streams over a byte array and their exceptions touch nothing outside the process.
    private static final Set<String> IN_MEMORY = Set.of(
            "java.io.Serializable",
            "java.io.ByteArrayInputStream",
            "java.io.ByteArrayOutputStream",
            "java.io.DataInputStream",
            "java.io.DataOutputStream",
            "java.io.EOFException",
            "java.io.IOException",
            "java.io.UncheckedIOException");
    private static final Set<String> THREADING = Set.of(
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.util.Timer",
            "java.util.concurrent.Executor",
            "java.util.concurrent.ExecutorService",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ScheduledExecutorService",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.CompletableFuture");

    private static boolean readsClockOrChance(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return switch (owner) {
            case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
            case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
            case "java.util.UUID" -> name.equals("randomUUID");
            case "java.security.SecureRandom", "java.util.concurrent.ThreadLocalRandom" -> true;
            case "java.util.Collections" ->
                name.equals("shuffle") && parameters(access).size() == 1;
            case "java.util.random.RandomGenerator" -> name.equals("getDefault");
            case "java.util.random.RandomGeneratorFactory" ->
                name.equals("create") && parameters(access).isEmpty();
            default ->
                owner.startsWith("java.time.") && NOW.contains(name)
                        || UNSEEDED.contains(owner)
                                && name.equals("<init>")
                                && parameters(access).isEmpty();
        };
    }

    private static boolean isInputOutput(JavaClass type) {
        String name = type.getName();
        if (IN_MEMORY.contains(name) || name.equals("java.net.URI")) {
            return false;
        }
        return List.of("java.io.", "java.nio.file.", "java.nio.channels.", "java.net.", "java.sql.", "javax.sql.")
                .stream()
                .anyMatch(name::startsWith);
    }

    private static boolean isThreading(JavaClass type) {
        return THREADING.contains(type.getName());
    }

    /** It cannot tell whose stage it is, so in that package it forbids the bare callback of any stage. */
    private static boolean isBareCallback(JavaAccess<?> access) {
        String name = access.getTarget().getName();
        boolean callback = name.startsWith("then")
                || name.startsWith("runAfter")
                || name.startsWith("applyToEither")
                || ASYNC_STARTS.contains(name)
                || CALLBACKS.stream().anyMatch(name::startsWith);
        return callback
                && access.getTargetOwner().isAssignableTo(CompletionStage.class)
                && !parameters(access).contains(Executor.class.getName());
    }

    private static List<String> parameters(JavaAccess<?> access) {
        return access.getTarget() instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget target
                ? target.getRawParameterTypes().stream().map(JavaClass::getName).toList()
                : List.of();
    }

    private static ArchRule seesOnly(String module, String... others) {
        String[] seen = new String[others.length + 1];
        seen[0] = module;
        System.arraycopy(others, 0, seen, 1, others.length);
        return classes()
                .that()
                .resideInAPackage(module)
                .should()
                .onlyDependOnClassesThat(outsideOrIn(seen))
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> outsideOrIn(String... packages) {
        return not(resideInAPackage("io.granger..")).or(resideInAnyPackage(packages));
    }
}
