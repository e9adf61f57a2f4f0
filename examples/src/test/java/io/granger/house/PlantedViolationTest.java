package io.granger.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that cannot fail guards nothing: each one is shown a class that breaks it. */
final class PlantedViolationTest {

    // Read once: each import follows what the classes name far into the libraries.
    private static final JavaClasses PLANTED = new ClassFileImporter()
            .importClasses(Stream.concat(evaluate_plantedViolation(), evaluate_rightWay())
                    .map(arguments -> (Class<?>) arguments.get()[1])
                    .toArray(Class<?>[]::new));

    @ParameterizedTest
    @MethodSource
    void evaluate_plantedViolation(ArchRule rule, Class<?> planted) {
        assertThat(breaks(rule, planted)).isTrue();
    }

    static Stream<Arguments> evaluate_plantedViolation() {
        return Stream.of(
                arguments(
                        ArchitectureTest.HAZELCAST_LIVES_IN_HUB_AND_SDK,
                        io.granger.examples.planted.TouchesHazelcast.class),
                arguments(
                        ArchitectureTest.HAZELCAST_LIVES_IN_HUB_AND_SDK,
                        io.granger.hub.task.planted.TouchesHazelcast.class),
                arguments(
                        ArchitectureTest.VERTX_LIVES_IN_HUB_SDK_AND_EXAMPLES, io.granger.rl.planted.TouchesVertx.class),
                arguments(
                        ArchitectureTest.VERTX_LIVES_IN_HUB_SDK_AND_EXAMPLES,
                        io.granger.hub.task.planted.TouchesVertx.class),
                arguments(ArchitectureTest.ND4J_LIVES_IN_RL_NETWORK, io.granger.hub.planted.TouchesNd4j.class),
                arguments(ArchitectureTest.WHAT_SERVES_DOES_NOT_TRAIN, io.granger.routing.planted.Trains.class),
                arguments(ArchitectureTest.RL_SEES_NOBODY, io.granger.rl.planted.SeesRegistry.class),
                arguments(ArchitectureTest.REGISTRY_SEES_NOBODY, io.granger.registry.planted.SeesRl.class),
                arguments(ArchitectureTest.ROUTING_SEES_RL_AND_REGISTRY, io.granger.routing.planted.SeesRecovery.class),
                arguments(ArchitectureTest.RECOVERY_SEES_ROUTING, io.granger.recovery.planted.SeesHub.class),
                arguments(ArchitectureTest.HUB_SEES_NEITHER_SDK_NOR_EXAMPLES, io.granger.hub.planted.SeesSdk.class),
                arguments(ArchitectureTest.SDK_SEES_NOBODY, io.granger.sdk.planted.SeesHub.class),
                arguments(
                        ArchitectureTest.CORE_READS_NO_CLOCK_AND_NO_CHANCE,
                        io.granger.routing.planted.ReadsClock.class),
                arguments(
                        ArchitectureTest.CORE_READS_NO_CLOCK_AND_NO_CHANCE,
                        io.granger.routing.planted.ReadsClockByReference.class),
                arguments(
                        ArchitectureTest.CORE_READS_NO_CLOCK_AND_NO_CHANCE,
                        io.granger.routing.planted.ReadsInstant.class),
                arguments(ArchitectureTest.CORE_READS_NO_CLOCK_AND_NO_CHANCE, io.granger.rl.planted.ThrowsDice.class),
                arguments(ArchitectureTest.CORE_DOES_NO_INPUT_OUTPUT, io.granger.rl.planted.ReadsFile.class),
                arguments(ArchitectureTest.CORE_STARTS_NO_THREAD, io.granger.recovery.planted.StartsThread.class),
                arguments(
                        ArchitectureTest.CLUSTER_CALLBACKS_NAME_THEIR_EXECUTOR,
                        io.granger.hub.cluster.planted.BareCallback.class),
                arguments(
                        ArchitectureTest.CLUSTER_CALLBACKS_NAME_THEIR_EXECUTOR,
                        io.granger.hub.cluster.planted.BareAsyncCallback.class),
                arguments(
                        ArchitectureTest.CLUSTER_USES_NO_FROM_COMPLETION_STAGE,
                        io.granger.hub.cluster.planted.WrapsStage.class));
    }

    @ParameterizedTest
    @MethodSource
    void evaluate_rightWay(ArchRule rule, Class<?> right) {
        assertThat(breaks(rule, right)).isFalse();
    }

    static Stream<Arguments> evaluate_rightWay() {
        return Stream.of(
                arguments(
                        ArchitectureTest.CLUSTER_CALLBACKS_NAME_THEIR_EXECUTOR,
                        io.granger.hub.cluster.planted.NamedExecutor.class),
                arguments(ArchitectureTest.CORE_READS_NO_CLOCK_AND_NO_CHANCE, io.granger.rl.planted.SeededDice.class));
    }

    private static boolean breaks(ArchRule rule, Class<?> planted) {
        return rule.evaluate(PLANTED.that(equivalentTo(planted))).hasViolation();
    }
}
