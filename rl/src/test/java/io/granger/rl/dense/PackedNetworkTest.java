package io.granger.rl.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PackedNetworkTest {

    private static final Golden GOLDEN =
            new Golden(new float[] {3, 1}, new float[][] {{1}, {-2}}, new float[] {5.5f, -8.5f});

    @Test
    void open_whatWasPacked() {
        PackedNetwork packed = packed();
        ScoringNetwork network = packed.open("layout-1");
        assertThat(network.shape()).isEqualTo(Networks.TINY);
        assertThat(network.tensors()).isEqualTo(Networks.tiny().tensors());
        assertThat(packed.manifest())
                .startsWith(
                        "{\"schema\":\"granger.network/1\",\"layout\":\"layout-1\",\"shape\":{\"state\":2,\"trunk\":[2],"
                                + "\"candidate\":1,\"head\":[2],\"activation\":\"relu\"},\"hyperParameters\":{\"gamma\":\"0.9\"}");
    }

    @Test
    void pack_goldenScoresOffByMoreThanTheTolerance_refused() {
        Golden off = new Golden(new float[] {3, 1}, new float[][] {{1}}, new float[] {5.5002f});
        assertThatThrownBy(() -> PackedNetwork.pack(Networks.tiny(), "l", Map.of(), List.of(off)))
                .isInstanceOf(NetworkRejected.class)
                .hasMessageContaining("must be within 1.0E-5");
        assertThatThrownBy(() -> PackedNetwork.pack(Networks.tiny(), "l", Map.of(), List.of()))
                .hasMessageContaining("at least 1");
    }

    @Test
    void open_anythingElse_refused() {
        PackedNetwork good = packed();
        refused(good, "layout-2", "layout must be layout-2, is layout-1");
        refused(changed(good, "network/1", "network/2"), "layout-1", "schema must be");
        refused(changed(good, "\"trunk\":[2]", "\"trunk\":[3]"), "layout-1", "must be [2, 3], are [2, 2]");
        refused(changed(good, "\"trunk\":[2]", "\"trunk\":[2.5]"), "layout-1", "whole number");
        refused(changed(good, "relu", "gelu"), "layout-1", "shape is bad");
        refused(changed(good, "5.5", "5.6"), "layout-1", "scores of a golden choice");
        refused(changed(good, "\"scores\":[5.5,", "\"scores\":["), "layout-1", "as many as candidates");
        refused(changed(good, "[3.0,1.0]", "[3.0]"), "layout-1", "must have 2 features, has 1");
        refused(changed(good, "\"golden\":", "\"gold\":"), "layout-1", "must have exactly");
        refused(changed(good, "5.5", "1e999"), "layout-1", "a number a double can hold");
        byte[] weights = good.weights().clone();
        weights[weights.length - 1]++;
        refused(new PackedNetwork(good.manifest(), weights), "layout-1", "weightsSha256");
    }

    @Test
    void open_jsonTooDeepOrNotJson_refused() {
        byte[] weights = packed().weights();
        refused(new PackedNetwork("{\"a\":" + "[".repeat(100_000), weights), "l", "at most 32 levels");
        refused(new PackedNetwork("{\"a\":tru}", weights), "l", "character 5");
        refused(new PackedNetwork("", weights), "l", "an object");
        refused(new PackedNetwork("{\"a\\ud83\"", weights), "l", "hexadecimal");
    }

    private static PackedNetwork packed() {
        return PackedNetwork.pack(Networks.tiny(), "layout-1", Map.of("gamma", "0.9"), List.of(GOLDEN));
    }

    private static PackedNetwork changed(PackedNetwork good, String from, String to) {
        assertThat(good.manifest()).contains(from);
        return new PackedNetwork(good.manifest().replace(from, to), good.weights());
    }

    private static void refused(PackedNetwork bad, String layout, String message) {
        assertThatThrownBy(() -> bad.open(layout))
                .isInstanceOf(NetworkRejected.class)
                .hasMessageContaining(message);
    }
}
