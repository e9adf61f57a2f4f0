package io.granger.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granger.registry.VersionRange;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChainTest {
    @Test
    void id_joinsLabels() {
        assertThat(Chain.parse("extract-text | summarize@^1.2 |index").id())
                .isEqualTo("extract-text>summarize@^1.2>index");
    }

    @Test
    void from_isTheRest() {
        Chain chain = Chain.of("a", "b", "c");
        assertThat(chain.from(0)).isSameAs(chain);
        assertThat(chain.from(2)).isEqualTo(Chain.of("c"));
        assertThat(chain.from(3).isEmpty()).isTrue();
        assertThat(chain.from(3).id()).isEmpty();
    }

    @Test
    void parse_emptyStep() {
        assertThatThrownBy(() -> Chain.parse("a || b")).hasMessageContaining("capability must match");
        assertThatThrownBy(() -> Chain.parse("a |")).hasMessageContaining("capability must match");
    }

    @Test
    void chain_seventeenSteps() {
        List<StepSpec> steps = Collections.nCopies(17, StepSpec.of("a"));
        assertThatThrownBy(() -> new Chain(steps)).hasMessage("steps of a chain must be between 0 and 16, was 17");
    }

    @Test
    void step_label() {
        assertThat(StepSpec.of("ocr").label()).isEqualTo("ocr");
        assertThat(StepSpec.parse("ocr@1.0.0").version()).contains(VersionRange.parse("1.0.0"));
    }

    @Test
    void step_badValues() {
        assertThatThrownBy(() -> new StepSpec("a", Optional.empty(), false, OptionalLong.of(0), Optional.empty()))
                .hasMessage("timeoutMs must be between 1 and 86400000, was 0");
        assertThatThrownBy(() -> new StepSpec("a", Optional.empty(), false, OptionalLong.empty(), Optional.of("Rate")))
                .hasMessageContaining("verify must match");
    }
}
