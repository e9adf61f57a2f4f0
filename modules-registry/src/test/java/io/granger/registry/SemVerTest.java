package io.granger.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemVerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0", "1.2.3", "1.2.3-rc.1", "1.2.3-0.a-b+build.7", "1.2.3+001", "1.0.0--", "999999999.0.0"})
    void parse_roundTrip(String text) {
        assertThat(SemVer.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2",
                "1.2.3.4",
                "01.2.3",
                "1.2.3-",
                "1.2.3-01",
                "1.2.3-a..b",
                "v1.2.3",
                "1.2.3 ",
                "1.2.3+",
                "1000000000.0.0",
                "-1.2.3"
            })
    void parse_noVersion(String text) {
        assertThatThrownBy(() -> SemVer.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void constructor_noVersion() {
        assertThatThrownBy(() -> new SemVer(-1, 0, 0)).hasMessageContaining("\"-1.0.0\"");
        assertThatThrownBy(() -> new SemVer(1, 0, 0, "a/b", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SemVer.parse("1.0.0-" + "a".repeat(60))).hasMessageContaining("at most 64");
    }

    @Test
    void compareTo_orderOfTheSpecification() {
        List<String> ordered = List.of(
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.0+a",
                "1.0.0+b",
                "1.0.1",
                "1.2.0",
                "1.10.0",
                "2.0.0");
        List<String> sorted = ordered.reversed().stream()
                .map(SemVer::parse)
                .sorted()
                .map(SemVer::toString)
                .toList();
        assertThat(sorted).isEqualTo(ordered);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.0, 1.2.0, true",
        "1.2.0, 1.2.1, false",
        "1.2.0, 1.2.0+b, true",
        "1.2.0-rc.1, 1.2.0-rc.1, true",
        "1.2.0, 1.2.0-rc.1, false",
        "^1.2, 1.2.0, true",
        "^1.2, 1.1.9, false",
        "^1.2, 1.9.7, true",
        "^1.2, 2.0.0, false",
        "^1.2, 1.3.0-rc.1, false",
        "^1.2.3, 1.2.2, false",
        "^1.2.3, 1.2.3, true",
        "^1.2.3, 1.3.0, true",
        "^1, 1.0.0, true",
        "^1, 2.0.0, false",
        "^0, 0.9.9, true",
        "^0, 1.0.0, false",
        "^0.2, 0.2.9, true",
        "^0.2, 0.3.0, false",
        "^0.2.3, 0.2.3, true",
        "^0.2.3, 0.2.2, false",
        "^0.2.3, 0.3.0, false",
        "^0.0.3, 0.0.3, true",
        "^0.0.3, 0.0.4, false",
        "^0.0, 0.0.9, true",
        "^0.0, 0.1.0, false"
    })
    void range_matches(String range, String version, boolean matches) {
        assertThat(VersionRange.parse(range).matches(SemVer.parse(version))).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.0", "^1", "^1.2", "^1.2.3", "^0.0", "1.2.0-rc.1+b"})
    void range_roundTrip(String text) {
        assertThat(VersionRange.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "^", "^1.2.3-rc.1", "^1.2.3.4", "~1.2", "1.2", ">=1.0.0", "^01"})
    void range_noRange(String text) {
        assertThatThrownBy(() -> VersionRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void range_contradiction() {
        assertThatThrownBy(() -> new VersionRange(new SemVer(1, 2, 3), 1)).hasMessageContaining("1.2.3");
        assertThatThrownBy(() -> new VersionRange(new SemVer(1, 2, 3), 4)).hasMessageContaining("1.2.3");
    }
}
