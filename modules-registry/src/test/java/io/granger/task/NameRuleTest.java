package io.granger.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameRuleTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "extract-text", "a-", "9-9"})
    void accepts_names(String name) {
        assertThat(NameRule.accepts(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "A", "a_b", "a b", "é", "a.b"})
    void accepts_others(String name) {
        assertThat(NameRule.accepts(name)).isFalse();
    }

    @Test
    void accepts_length() {
        assertThat(NameRule.accepts("a".repeat(63))).isTrue();
        assertThat(NameRule.accepts("a".repeat(64))).isFalse();
    }

    @Test
    void check_messageHoldsNameBoundAndValue() {
        assertThatThrownBy(() -> NameRule.check("spoke name", "Bad\nname"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("spoke name must match [a-z0-9][a-z0-9-]{0,62}, was \"Bad name\"");
    }

    @Test
    void shown_longText() {
        assertThat(NameRule.shown("x".repeat(100))).isEqualTo('"' + "x".repeat(80) + "..\"");
    }
}
