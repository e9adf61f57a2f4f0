package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void duration_inTheUnitThatReadsBest() {
        assertThat(Wording.duration(0)).isEqualTo("0 ms");
        assertThat(Wording.duration(999)).isEqualTo("999 ms");
        assertThat(Wording.duration(1_240)).isEqualTo("1.2 s");
        assertThat(Wording.duration(59_949)).isEqualTo("59.9 s");
        assertThat(Wording.duration(59_950)).isEqualTo("1 min 0 s");
        assertThat(Wording.duration(185_000)).isEqualTo("3 min 5 s");
        assertThat(Wording.duration(7_440_000)).isEqualTo("2 h 4 min");
        assertThat(Wording.duration(273_600_000)).isEqualTo("3 d 4 h");
    }

    @Test
    void bytes_inTheUnitThatReadsBest() {
        assertThat(Wording.bytes(1023)).isEqualTo("1023 B");
        assertThat(Wording.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Wording.bytes(20L << 20)).isEqualTo("20.0 MiB");
        assertThat(Wording.bytes(3L << 30)).isEqualTo("3.0 GiB");
    }

    @Test
    void number_smallOnesKeepTheirDigits() {
        assertThat(Wording.number(2.0)).isEqualTo("2");
        assertThat(Wording.number(-0.456)).isEqualTo("-0.46");
        assertThat(Wording.number(0.00123)).isEqualTo("0.001230");
    }

    @Test
    void plain_controlAndDirectionCharactersBecomeBlanks() {
        assertThat(Wording.plain("a\u001b[2Jb\u202ec\u0007")).isEqualTo("a [2Jb c ");
        assertThat(Wording.plain("grüezi 漢字")).isEqualTo("grüezi 漢字");
    }

    @Test
    void table_theWidestColumnGivesWay() {
        List<String> lines =
                new Table(30, "A", "LONGER").row("x", "y".repeat(60)).lines();

        assertThat(lines).containsExactly("A  LONGER", "x  " + "y".repeat(25) + "..");
    }

    @Test
    void table_refusesARowOfAnotherShape() {
        assertThatThrownBy(() -> new Table("A", "B").row("x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row has 1 cells, the table 2");
    }
}
