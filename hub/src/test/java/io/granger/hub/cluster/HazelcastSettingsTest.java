package io.granger.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.instance.EndpointQualifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing is left open that a hub does not need. */
class HazelcastSettingsTest {

    private final Config member = HazelcastSettings.member("granger", "127.0.0.1", 5701, List.of("127.0.0.1:5702"))
            .config();

    @Test
    void config_network_onlyMembersOnOneInterface() {
        assertThat(member.getAdvancedNetworkConfig().isEnabled()).isTrue();
        assertThat(member.getAdvancedNetworkConfig().getEndpointConfigs()).containsOnlyKeys(EndpointQualifier.MEMBER);
        assertThat(member.getAdvancedNetworkConfig().getEndpointConfigs().values())
                .allSatisfy(endpoint ->
                        assertThat(endpoint.getInterfaces().getInterfaces()).containsExactly("127.0.0.1"));
        assertThat(member.getAdvancedNetworkConfig()
                        .getJoin()
                        .getMulticastConfig()
                        .isEnabled())
                .isFalse();
        assertThat(member.getAdvancedNetworkConfig().getJoin().isAutoDetectionEnabled())
                .isFalse();
        assertThat(member.getAdvancedNetworkConfig().getJoin().getTcpIpConfig().getMembers())
                .containsExactly("127.0.0.1:5702");
    }

    @Test
    void config_alone_joinsNobody() {
        Config alone = HazelcastSettings.alone().config();
        assertThat(alone.getAdvancedNetworkConfig().getJoin().getTcpIpConfig().isEnabled())
                .isFalse();
        assertThat(alone.getAdvancedNetworkConfig()
                        .getJoin()
                        .getMulticastConfig()
                        .isEnabled())
                .isFalse();
        assertThat(alone.getAdvancedNetworkConfig().getJoin().isAutoDetectionEnabled())
                .isFalse();
        assertThat(alone.getClusterName())
                .isNotEqualTo(HazelcastSettings.alone().config().getClusterName());
    }

    @Test
    void config_serialization_javaIsShutOff() {
        JavaSerializationFilterConfig filter = member.getSerializationConfig().getJavaSerializationFilterConfig();
        assertThat(filter.isDefaultsDisabled()).isTrue();
        assertThat(filter.getWhitelist().isEmpty()).isFalse();
        assertThat(filter.getWhitelist().isListed("java.util.ArrayList")).isFalse();
        // A member that answers with it is asked again; when it could not be read, parts of the cluster stopped moving
        // for good.
        assertThat(filter.getWhitelist()
                        .isListed("com.hazelcast.internal.partition.PartitionStateVersionMismatchException"))
                .isTrue();
    }

    @Test
    void config_properties_failRatherThanPretend() {
        assertThat(member.getProperty("hazelcast.operation.fail.on.indeterminate.state"))
                .isEqualTo("true");
        assertThat(member.getProperty("hazelcast.max.no.heartbeat.seconds")).isEqualTo("10");
        assertThat(member.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
        assertThat(member.getProperty("hazelcast.shutdownhook.enabled")).isEqualTo("false");
        assertThat(member.getJetConfig().isEnabled()).isFalse();
    }

    @Test
    void config_replayMap_oneBackupAndNoEviction() {
        MapConfig map = member.findMapConfig(HazelcastSettings.REPLAY_MAP);
        assertThat(map.getBackupCount()).isEqualTo(1);
        assertThat(map.getAsyncBackupCount()).isZero();
        assertThat(map.getEvictionConfig().getEvictionPolicy()).isEqualTo(EvictionPolicy.NONE);
    }

    @Test
    void settings_badValues_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HazelcastSettings.member(" ", "127.0.0.1", 1, List.of()))
                .withMessageContaining("name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HazelcastSettings.member("a", "", 1, List.of()))
                .withMessageContaining("host");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HazelcastSettings.member("a", "127.0.0.1", 65_536, List.of()))
                .withMessageContaining("65536");
    }
}
