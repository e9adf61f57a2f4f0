package io.granger.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StringTableTest {

    @Test
    void number_stringThatCameBefore_isItsPlace() {
        var table = new StringTable();
        assertThat(table.number("a")).isZero();
        assertThat(table.number("b")).isZero();
        assertThat(table.number("a")).isEqualTo(1);
        assertThat(table.number("b")).isEqualTo(2);
        table.clear();
        assertThat(table.number("b")).isZero();
        assertThat(table.number("b")).isEqualTo(1);
    }

    /** "Aa" and "BB" have one hash: so do all strings of as many of them. */
    @Property(tries = 200)
    void number_anyStrings_isThatOfAMap(@ForAll @Size(max = 400) List<@IntRange(max = 255) Integer> values) {
        var table = new StringTable();
        for (int round = 0; round < 2; round++) {
            Map<String, Integer> known = new HashMap<>();
            for (int value : values) {
                var text = text(value);
                Integer before = known.putIfAbsent(text, known.size() + 1);
                assertThat(table.number(text)).isEqualTo(before == null ? 0 : before);
            }
            table.clear();
        }
    }

    private static String text(int value) {
        var text = new StringBuilder(String.valueOf(value & 3));
        for (int bit = 2; bit < 8; bit++) {
            text.append((value >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }
}
