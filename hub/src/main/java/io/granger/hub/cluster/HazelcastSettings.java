package io.granger.hub.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.spi.merge.PutIfAbsentMergePolicy;
import com.hazelcast.spi.properties.ClusterProperty;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Where a hub's Hazelcast instance listens and whom it joins; everything else about it is fixed and hardened here.
 *
 * <p>Only members may connect, on one interface: no clients, REST, memcache, multicast, auto-detection, Jet, phone-home or
 * management console. Nothing but errors is read by Java serialization. A write whose backup is not confirmed fails and does not
 * count as done. A silent member is dropped after 10 s. The hub ends the instance itself, not a shutdown hook. Whoever
 * can reach the port and knows the name is a member: the port belongs on loopback or on a private network.
 *
 * @param joins whether there may be other members; else it stands alone, on a loopback port the system chooses
 * @param name name of the cluster
 * @param host the interface to listen on
 * @param port the port, exactly this one; 0 lets the system choose
 * @param members {@code host:port} of members to look for, this one included or not
 */
public record HazelcastSettings(boolean joins, String name, String host, int port, List<String> members) {

    /** Name of the map behind the replay buffer. */
    public static final String REPLAY_MAP = "granger.replay";

    private static final String LOOPBACK = "127.0.0.1";
    private static final int HEARTBEAT_SECONDS = 10;
    private static final int JOIN_WAIT_SECONDS = 1;
    private static final int PARTITIONS_ALONE = 31;

    /** Refuses a blank name or host and a port out of range. */
    public HazelcastSettings {
        if (name.isBlank()) {
            throw new IllegalArgumentException("cluster name must not be blank");
        }
        if (host.isBlank()) {
            throw new IllegalArgumentException("cluster host must not be blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("cluster port must be 0 to 65535: " + port);
        }
        members = List.copyOf(members);
    }

    /** An instance that joins nobody. */
    public static HazelcastSettings alone() {
        return new HazelcastSettings(false, "granger-alone-" + UUID.randomUUID(), LOOPBACK, 0, List.of());
    }

    /** A member of a cluster. */
    public static HazelcastSettings member(String name, String host, int port, List<String> members) {
        return new HazelcastSettings(true, name, host, port, members);
    }

    /** The whole configuration, also for {@code new HazelcastClusterManager(..)}. */
    public Config config() {
        Config config = new Config();
        config.setClusterName(name);
        setProperties(config);
        config.setAdvancedNetworkConfig(network());
        config.getSerializationConfig().setJavaSerializationFilterConfig(errorsOnly());
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        config.getManagementCenterConfig()
                .setConsoleEnabled(false)
                .setScriptingEnabled(false)
                .setDataAccessEnabled(false);
        config.getIntegrityCheckerConfig().setEnabled(false);
        config.addMapConfig(replayMap());
        // What the cluster manager of Vert.x expects of its own structures.
        config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        config.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(1));
        config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
        return config;
    }

    private void setProperties(Config config) {
        config.setProperty(ClusterProperty.LOGGING_TYPE.getName(), "slf4j");
        config.setProperty(ClusterProperty.PHONE_HOME_ENABLED.getName(), "false");
        config.setProperty(ClusterProperty.SHUTDOWNHOOK_ENABLED.getName(), "false");
        config.setProperty(ClusterProperty.FAIL_ON_INDETERMINATE_OPERATION_STATE.getName(), "true");
        config.setProperty(ClusterProperty.MAX_NO_HEARTBEAT_SECONDS.getName(), String.valueOf(HEARTBEAT_SECONDS));
        config.setProperty(ClusterProperty.HEARTBEAT_INTERVAL_SECONDS.getName(), "1");
        config.setProperty(ClusterProperty.WAIT_SECONDS_BEFORE_JOIN.getName(), String.valueOf(JOIN_WAIT_SECONDS));
        config.setProperty(ClusterProperty.SOCKET_BIND_ANY.getName(), "false");
        config.setProperty(ClusterProperty.SOCKET_SERVER_BIND_ANY.getName(), "false");
        config.setProperty(ClusterProperty.PREFER_IPv4_STACK.getName(), "true");
        config.setProperty(ClusterProperty.HEALTH_MONITORING_LEVEL.getName(), "OFF");
        if (!joins) {
            // Nobody must agree on it, and a batch is one operation for each partition it touches.
            config.setProperty(ClusterProperty.PARTITION_COUNT.getName(), String.valueOf(PARTITIONS_ALONE));
        }
    }

    private AdvancedNetworkConfig network() {
        ServerSocketEndpointConfig endpoint =
                new ServerSocketEndpointConfig().setPort(port).setPortAutoIncrement(false);
        endpoint.getInterfaces().setEnabled(true).addInterface(host);
        AdvancedNetworkConfig network = new AdvancedNetworkConfig();
        network.setEnabled(true);
        network.setMemberEndpointConfig(endpoint);
        // Clients have an endpoint unless it is taken away.
        network.getEndpointConfigs().keySet().retainAll(Set.of(EndpointQualifier.MEMBER));
        JoinConfig join = network.getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(joins).setMembers(joins ? members : List.of());
        return network;
    }

    /** Only the errors with which a member answers: refused, they would leave the asker waiting for its time-out. */
    private static JavaSerializationFilterConfig errorsOnly() {
        ClassFilter errors = new ClassFilter()
                .addPrefixes("com.hazelcast.spi.exception.")
                .addClasses(
                        "com.hazelcast.core.HazelcastException",
                        "com.hazelcast.core.HazelcastInstanceNotActiveException",
                        "com.hazelcast.core.IndeterminateOperationStateException",
                        "com.hazelcast.core.MemberLeftException",
                        "com.hazelcast.core.OperationTimeoutException",
                        "com.hazelcast.partition.NoDataMemberInClusterException",
                        "[Ljava.lang.StackTraceElement;",
                        "java.lang.Exception",
                        "java.lang.IllegalStateException",
                        "java.lang.RuntimeException",
                        "java.lang.StackTraceElement",
                        "java.lang.Throwable",
                        "java.util.Collections$EmptyList",
                        "java.util.Collections$UnmodifiableCollection",
                        "java.util.Collections$UnmodifiableList",
                        "java.util.concurrent.ExecutionException");
        return new JavaSerializationFilterConfig().setDefaultsDisabled(true).setWhitelist(errors);
    }

    /** No eviction, as by default: it samples within a partition and would not take the oldest. Who projects deletes. */
    private static MapConfig replayMap() {
        return new MapConfig(REPLAY_MAP)
                .setBackupCount(1)
                .setAsyncBackupCount(0)
                .setInMemoryFormat(InMemoryFormat.BINARY)
                .setStatisticsEnabled(false)
                .setMergePolicyConfig(new MergePolicyConfig(PutIfAbsentMergePolicy.class.getName(), 500));
    }
}
