package io.granger.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.routing.ModeInForce.Origin;
import io.granger.routing.ModeInForce.Setting;
import io.granger.routing.ModeInForce.Sources;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModeInForceTest {
    private static final Optional<Setting> CANARY = Optional.of(new Setting(RoutingMode.CANARY, 0.2));
    private static final Optional<Setting> RL = Optional.of(new Setting(RoutingMode.RL, 0));
    private static final Optional<Setting> SHADOW = Optional.of(new Setting(RoutingMode.SHADOW, 0));
    private static final Optional<Setting> NONE = Optional.empty();
    private static final Setting FILE = new Setting(RoutingMode.HEURISTIC, 0.05);

    private static ModeInForce of(
            boolean stopped,
            boolean task,
            Optional<Setting> pipelineRuntime,
            Optional<Setting> pipelineFile,
            Optional<Setting> globalRuntime) {
        return ModeInForce.of(new Sources(stopped, task, pipelineRuntime, pipelineFile, globalRuntime, FILE));
    }

    @Test
    void of_eachInItsOrder() {
        assertThat(of(true, true, CANARY, RL, SHADOW).origin()).isEqualTo(Origin.STOP);
        assertThat(of(false, true, CANARY, RL, SHADOW).origin()).isEqualTo(Origin.TASK);
        assertThat(of(false, false, CANARY, RL, SHADOW))
                .isEqualTo(new ModeInForce(RoutingMode.CANARY, 0.2, Origin.PIPELINE_RUNTIME));
        assertThat(of(false, false, NONE, RL, SHADOW))
                .isEqualTo(new ModeInForce(RoutingMode.RL, 0, Origin.PIPELINE_FILE));
        assertThat(of(false, false, NONE, NONE, SHADOW))
                .isEqualTo(new ModeInForce(RoutingMode.SHADOW, 0, Origin.GLOBAL_RUNTIME));
        assertThat(of(false, false, NONE, NONE, NONE))
                .isEqualTo(new ModeInForce(RoutingMode.HEURISTIC, 0.05, Origin.GLOBAL_FILE));
    }

    @Test
    void of_stopAndTaskAreHeuristic() {
        assertThat(of(true, false, RL, RL, RL).mode()).isEqualTo(RoutingMode.HEURISTIC);
        assertThat(of(false, true, RL, RL, RL).mode()).isEqualTo(RoutingMode.HEURISTIC);
    }
}
