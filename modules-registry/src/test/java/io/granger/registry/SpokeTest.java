package io.granger.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpokeTest {
    private static final Capability OCR = Capability.of("ocr", "image/*", "text/plain");

    @Test
    void spokeId_instanceDefaultsToAddress() {
        Spoke spoke = spoke("pdfbox", "", "pdf.1", List.of(OCR), 4, Map.of());
        assertThat(spoke.spokeId()).isEqualTo("pdfbox@1.2.0#pdf.1");
        assertThat(spoke("pdfbox", "a", "pdf.1", List.of(OCR), 4, Map.of()).spokeId())
                .isEqualTo("pdfbox@1.2.0#a");
    }

    @Test
    void spoke_badValues() {
        refused("spoke name must match", () -> spoke("Pdf", "", "x", List.of(OCR), 4, Map.of()));
        refused("instance must match", () -> spoke("pdf", "a#b", "x", List.of(OCR), 4, Map.of()));
        refused("address must match", () -> spoke("pdf", "", "a b", List.of(OCR), 4, Map.of()));
        refused("address must match", () -> spoke("pdf", "", "x".repeat(129), List.of(OCR), 4, Map.of()));
        refused(
                "concurrency must be between 1 and 10000, was 0",
                () -> spoke("pdf", "", "x", List.of(OCR), 0, Map.of()));
        refused("was 10001", () -> spoke("pdf", "", "x", List.of(OCR), 10_001, Map.of()));
        refused(
                "number of capabilities must be between 1 and 64, was 0",
                () -> spoke("pdf", "", "x", List.of(), 1, Map.of()));
        refused("duplicate capability \"ocr\"", () -> spoke("pdf", "", "x", List.of(OCR, OCR), 1, Map.of()));
        refused("label must match", () -> spoke("pdf", "", "x", List.of(OCR), 1, Map.of("a b", "")));
        refused(
                "label a must have at most 256 characters, had 257",
                () -> spoke("pdf", "", "x", List.of(OCR), 1, Map.of("a", "v".repeat(257))));
    }

    @Test
    void spoke_sixtyFiveCapabilities() {
        List<Capability> many = IntStream.range(0, 65)
                .mapToObj(i -> Capability.of("c" + i, "*/*", "*/*"))
                .toList();
        assertThat(spoke("pdf", "", "x", many.subList(0, 64), 1, Map.of()).capabilities())
                .hasSize(64);
        refused("was 65", () -> spoke("pdf", "", "x", many, 1, Map.of()));
    }

    @Test
    void isFreeAddress_reserved() {
        assertThat(Spoke.isFreeAddress("pdf.in")).isTrue();
        assertThat(Spoke.isFreeAddress("grangers")).isTrue();
        assertThat(Spoke.isFreeAddress("granger.tasks.submit")).isFalse();
        assertThat(Spoke.isFreeAddress("granger")).isFalse();
        assertThat(Spoke.isFreeAddress("__vertx.reply.1")).isFalse();
        assertThat(Spoke.isFreeAddress("a/b")).isFalse();
    }

    @Test
    void capability_badValues() {
        refused("capability name must match", () -> Capability.of("Ocr", "*/*", "*/*"));
        refused("accepts must be a media type", () -> Capability.of("ocr", "pdf", "*/*"));
        refused("produces must be a media type", () -> Capability.of("ocr", "*/*", "text"));
        refused(
                "number of accepted types must be between 1 and 32, was 33",
                () -> capability(Collections.nCopies(33, "a/b"), 1, 1, .5));
        refused("number of accepted types must be between 1 and 32, was 0", () -> capability(List.of(), 1, 1, .5));
        refused("cost must be finite and not negative, was -1.0", () -> capability(List.of("a/b"), -1, 1, .5));
        refused("expectedMs must be between 1 and 86400000, was 0", () -> capability(List.of("a/b"), 1, 0, .5));
        refused("quality must be between 0.0 and 1.0, was 2.0", () -> capability(List.of("a/b"), 1, 1, 2));
    }

    @Test
    void capability_accepts() {
        Capability capability = capability(List.of("application/pdf", "image/*"), 1, 1, .5);
        assertThat(capability.accepts("image/png")).isTrue();
        assertThat(capability.accepts("application/*")).isTrue();
        assertThat(capability.accepts("text/plain")).isFalse();
    }

    @Test
    void capability_copies() {
        Capability copy = OCR.withCost(.5).withExpectedMs(20).withEffects(Effects.UNSAFE);
        assertThat(copy.cost()).hasValue(.5);
        assertThat(copy.expectedMs()).hasValue(20);
        assertThat(copy.effects()).isEqualTo(Effects.UNSAFE);
        assertThat(Effects.of("unsafe")).contains(Effects.UNSAFE);
    }

    @Test
    void candidateId_roundTrip() {
        CandidateId id = new CandidateId("pdfbox", SemVer.parse("1.2.0-rc.1+b"), "extract-text");
        assertThat(id).hasToString("pdfbox@1.2.0-rc.1+b/extract-text");
        assertThat(CandidateId.parse(id.toString())).isEqualTo(id).hasSameHashCodeAs(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a@1.0.0", "a/1.0.0@b", "a@1.0/b", "a@1.0.0/B", "a@1.0.0/b/c"})
    void candidateId_others(String text) {
        assertThatThrownBy(() -> CandidateId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void refused(String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable make) {
        assertThatThrownBy(make).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    private static Spoke spoke(
            String name,
            String instance,
            String address,
            List<Capability> capabilities,
            int concurrency,
            Map<String, String> labels) {
        return new Spoke(name, new SemVer(1, 2, 0), instance, address, "owner", capabilities, concurrency, labels);
    }

    private static Capability capability(List<String> accepts, double cost, long expectedMs, double quality) {
        return new Capability(
                "ocr",
                accepts,
                "text/plain",
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.of(cost),
                OptionalLong.of(expectedMs),
                OptionalDouble.of(quality),
                Effects.NONE);
    }
}
