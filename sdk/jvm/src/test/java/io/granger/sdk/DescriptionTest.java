package io.granger.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class DescriptionTest {

    @Test
    void named_badSpokeName_saysWhatItMustMatch() {
        assertThatThrownBy(() -> SpokeDescription.named("Hello World", "1.0.0"))
                .hasMessage("spoke name must match [a-z0-9][a-z0-9-]{0,62}, is 'Hello World'");
    }

    @Test
    void named_badVersion_isRefused() {
        assertThatThrownBy(() -> SpokeDescription.named("hello", "1.0"))
                .hasMessage("spoke version must be a semantic version like 1.0.0, is '1.0'");
    }

    @Test
    void concurrency_zero_isRefused() {
        assertThatThrownBy(() -> SpokeDescription.named("hello", "1.0.0").concurrency(0))
                .hasMessage("concurrency must be 1 to 10000, is 0");
    }

    @Test
    void costing_negative_isRefused() {
        assertThatThrownBy(() -> CapabilityDescription.named("greet").costing(-1))
                .hasMessage("cost of greet must be at least 0, is -1.0");
    }

    @Test
    void output_qualityNotANumber_isRefused() {
        assertThatThrownBy(() -> Answer.output("a", 1).withQuality(Double.NaN))
                .hasMessage("quality must be in [0, 1], is NaN");
    }

    @Test
    void error_longMessage_isCutToItsBound() {
        Answer.Error error = new Answer.Error(ErrorClass.INTERNAL, "x".repeat(1_000), true);

        assertThat(error.message()).hasSize(500).endsWith("...");
    }

    @Test
    void call_withoutOptionalFields_readsAsNothing() {
        Call call = Call.of(new JsonObject().put("capability", "greet"));

        assertThat(call.input()).isEqualTo(new JsonObject());
        assertThat(call.type()).isEmpty();
        assertThat(call.attempt()).isEqualTo(1);
        assertThat(call.deadlineMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void call_newFields_areNamed() {
        Call call = Call.of(
                new JsonObject().put("capability", "greet").put("zeta", 1).put("alpha", 2));

        assertThat(call.unknownFields()).containsExactly("alpha", "zeta");
    }

    @Test
    void address_withoutHubs_isRefused() {
        assertThatThrownBy(() -> ClusterAddress.of())
                .hasMessage("at least one hub as host:port is needed to join a cluster");
    }

    @Test
    void liteMember_config_ownsNoDataAndListensForMembersOnly() {
        var config = LiteMemberConfig.of(ClusterAddress.local());

        assertThat(config.isLiteMember()).isTrue();
        assertThat(config.getAdvancedNetworkConfig().isEnabled()).isTrue();
        assertThat(config.getAdvancedNetworkConfig().getEndpointConfigs()).hasSize(1);
        assertThat(config.getAdvancedNetworkConfig()
                        .getJoin()
                        .getMulticastConfig()
                        .isEnabled())
                .isFalse();
        assertThat(config.getSerializationConfig()
                        .getJavaSerializationFilterConfig()
                        .isDefaultsDisabled())
                .isTrue();
        assertThat(config.getSerializationConfig()
                        .getJavaSerializationFilterConfig()
                        .getWhitelist()
                        .isEmpty())
                .isFalse();
        assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
    }
}
