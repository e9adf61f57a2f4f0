package io.granger.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.task.Preset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocumentOrderTest {

    private static final List<DemoDocument> TEN = IntStream.range(0, 10)
            .mapToObj(i -> new DemoDocument(i + ".pdf", "application/pdf", i))
            .toList();

    private static List<DemoDocument> places(DocumentOrder order, int from, int to) {
        return IntStream.range(from, to).mapToObj(order::at).toList();
    }

    @Test
    void at_eachRound_holdsEveryDocumentOnceInAnotherOrder() {
        DocumentOrder order = new DocumentOrder(TEN, 1);

        List<DemoDocument> first = places(order, 0, 10);
        List<DemoDocument> second = places(order, 10, 20);

        assertThat(first).containsExactlyInAnyOrderElementsOf(TEN).isNotEqualTo(second);
        assertThat(second).containsExactlyInAnyOrderElementsOf(TEN);
    }

    @Test
    void at_sameSeed_isTheSameInAnyOrderOfAsking() {
        DocumentOrder forwards = new DocumentOrder(TEN, 7);
        DocumentOrder backwards = new DocumentOrder(TEN, 7);
        DemoDocument late = backwards.at(15);

        assertThat(forwards.at(3)).isEqualTo(backwards.at(3));
        assertThat(forwards.at(15)).isEqualTo(late);
    }

    @Test
    void preset_thousandPlaces_everyOneIsWanted() {
        DocumentOrder order = new DocumentOrder(TEN, 1);

        for (Preset preset : Preset.values()) {
            long wanted = IntStream.range(0, 1_000)
                    .filter(place -> order.preset(place) == preset)
                    .count();
            // Four standard errors of a quarter over 1,000.
            assertThat(wanted).isBetween(195L, 305L);
        }
    }

    @Test
    void learnedFirst_thousandPlaces_isAboutHalf() {
        DocumentOrder order = new DocumentOrder(TEN, 1);

        // Four standard errors of a half over 1,000.
        assertThat(IntStream.range(0, 1_000).filter(order::learnedFirst).count())
                .isBetween(437L, 563L);
    }
}
