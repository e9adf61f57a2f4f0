package io.granger.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
    @ParameterizedTest
    @CsvSource({
        "text/plain, text/plain, true",
        "text/plain, text/html, false",
        "text/*, text/plain, true",
        "text/*, application/pdf, false",
        "*/*, image/png, true",
        "text/*, text/*, true",
        "text/*, */*, true",
        "text/*, image/*, false",
        "text/plain, TEXT/Plain, true",
        "te/xt, text/x, false",
        "text/*, texts/plain, false",
        "a/b, a/bc, false"
    })
    void matches_bothWays(String left, String right, boolean matches) {
        assertThat(MediaType.matches(left, right)).isEqualTo(matches);
        assertThat(MediaType.matches(right, left)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "*/*",
                "application/*",
                "application/vnd.ms-excel.sheet.macroEnabled.12",
                "image/svg+xml"
            })
    void isValid_types(String type) {
        assertThat(MediaType.isValid(type)).isTrue();
        assertThat(MediaType.check("accepts", type)).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "/",
                "text/",
                "/plain",
                "*/plain",
                "text/**",
                "text/p/q",
                "text/plain; charset=utf-8",
                "te xt/plain",
                "text/ plain",
                "text/.a",
                "*",
                "text/a/*",
                "*/*/*"
            })
    void isValid_others(String type) {
        assertThat(MediaType.isValid(type)).isFalse();
    }

    @Test
    void check_message() {
        assertThatThrownBy(() -> MediaType.check("accepts", "pdf"))
                .hasMessage("accepts must be a media type such as text/plain, text/* or */*, was \"pdf\"");
    }

    @Property(seed = "1")
    void isValid_anyTextNeitherThrowsNorSlipsThrough(
            @ForAll @StringLength(max = 20) @CharRange(from = ' ', to = '~') String text) {
        String part = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}";
        assertThat(MediaType.isValid(text)).isEqualTo(text.matches(part + "/(" + part + "|\\*)|\\*/\\*"));
    }
}
