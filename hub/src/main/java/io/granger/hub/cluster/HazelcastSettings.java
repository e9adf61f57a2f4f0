package io.granger.hub.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionOn;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Where a hub's Hazelcast instance listens and whom it joins; everything else about it is fixed and hardened here.
 *
 * <p>Only members may connect, on one interface: no clients, REST, memcache, multicast, auto-detection, Jet, phone-home or
 * management console. Nothing but errors is read by Java serialization. A write whose backup is not confirmed fails and does not
 * count as done. A silent member is dropped after 10 s; parts that lost each other look for each other every 3 s. The hub ends the instance itself, not a shutdown hook. Whoever
 * can reach the port and knows the name is a member: the port belongs on loopback or on a private network.
 *
 * @param joins whether there may be other members; else it stands alone, on a loopback port the system chooses
 * @param name name of the cluster
 * @param host the interface to listen on
 * @param port the port, exactly this one; 0 lets the system choose
 * @param members {@code host:port} of members to look for, this one included or not
 * @param node this hub's name among members; empty for a member that is no hub
 * @param hubs how many hubs the cluster has when all are there; below a {@link #quorum} nothing shared is written or read
 */
public record HazelcastSettings(
        boolean joins, String name, String host, int port, List<String> members, String node, int hubs) {

    /** The member attribute that names a hub; members without it are none. */
    public static final String NODE = "granger.node";

    /** Name of the map of tasks. */
    static final String TASK_MAP = "granger.tasks";

    /** Name of the map of idempotency keys. */
    static final String KEY_MAP = "granger.keys";

    /** Name of the map by whose writes hubs show that they are in touch. */
    static final String LEASE_MAP = "granger.leases";

    /** Name of the map of the stores whose content the cluster knows. */
    static final String ROLL_MAP = "granger.roll";

    /** Name of the map behind the replay buffer. */
    public static final String REPLAY_MAP = "granger.replay";

    /** Name of the map of what members learnt lately. */
    static final String LEARNING_MAP = "granger.learning";

    /** Name of the map of all that is learnt, for members that join. */
    static final String LEARNT_MAP = "granger.learnt";

    private static final String QUORUM = "granger.quorum";
    private static final int KEYS_MAX = 200_000;
    private static final int KEY_SECONDS = 24 * 60 * 60;
    private static final String LOOPBACK = "127.0.0.1";
    private static final int HEARTBEAT_SECONDS = 10;
    private static final int JOIN_WAIT_SECONDS = 1;
    private static final int MERGE_SECONDS = 3;
    private static final int CALL_MS = 10_000;
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
        if (hubs < 1) {
            throw new IllegalArgumentException("a cluster has at least 1 hub: " + hubs);
        }
        members = List.copyOf(members);
    }

    /** An instance that joins nobody. */
    public static HazelcastSettings alone() {
        return new HazelcastSettings(false, "granger-alone-" + UUID.randomUUID(), LOOPBACK, 0, List.of(), "", 1);
    }

    /** A member of a cluster of one hub or of hubs that keep their tasks to themselves. */
    public static HazelcastSettings member(String name, String host, int port, List<String> members) {
        return new HazelcastSettings(true, name, host, port, members, "", 1);
    }

    /** The same as one of so many hubs that share tasks. */
    public HazelcastSettings hub(String named, int ofSoMany) {
        return new HazelcastSettings(joins, name, host, port, members, named, ofSoMany);
    }

    /** More than half of them. */
    public static int quorum(int hubs) {
        return hubs / 2 + 1;
    }

    /** The hubs of an instance's cluster, each by its name; nobody, not even itself, once the instance has ended. */
    static Set<String> hubs(HazelcastInstance instance) {
        try {
            return instance.getCluster().getMembers().stream()
                    .filter(member -> !member.isLiteMember())
                    .map(member -> member.getAttribute(NODE))
                    .filter(Objects::nonNull)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (HazelcastInstanceNotActiveException ended) {
            return Set.of();
        }
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
        share(config);
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
        // A question whose answer was lost while parts of the cluster became one waits for twice this; a minute by
        // default.
        config.setProperty(ClusterProperty.OPERATION_CALL_TIMEOUT_MILLIS.getName(), String.valueOf(CALL_MS));
        // Minutes otherwise: a hub that stood still or was cut off would be alone for so long after it is back.
        config.setProperty(ClusterProperty.MERGE_FIRST_RUN_DELAY_SECONDS.getName(), String.valueOf(MERGE_SECONDS));
        config.setProperty(ClusterProperty.MERGE_NEXT_RUN_DELAY_SECONDS.getName(), String.valueOf(MERGE_SECONDS));
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

    /** What hubs share: only with enough of them, lite members not counted, and with one backup that is confirmed. */
    private void share(Config config) {
        if (!node.isEmpty()) {
            config.getMemberAttributeConfig().setAttribute(NODE, node);
        }
        config.getSerializationConfig().addDataSerializableFactory(GridWire.FACTORY, new GridWire());
        config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig(QUORUM, true, quorum(hubs))
                .setProtectOn(SplitBrainProtectionOn.READ_WRITE));
        // As objects: a processor meets them without reading them from bytes first.
        config.addMapConfig(sharedMap(TASK_MAP).setInMemoryFormat(InMemoryFormat.OBJECT));
        config.addMapConfig(sharedMap(KEY_MAP)
                .setInMemoryFormat(InMemoryFormat.OBJECT)
                .setTimeToLiveSeconds(KEY_SECONDS)
                .setEvictionConfig(new EvictionConfig()
                        .setEvictionPolicy(EvictionPolicy.LRU)
                        .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
                        .setSize(KEYS_MAX)));
        config.addMapConfig(sharedMap(LEASE_MAP));
        config.addMapConfig(sharedMap(ROLL_MAP));
    }

    private static MapConfig sharedMap(String name) {
        return new MapConfig(name)
                .setBackupCount(1)
                .setAsyncBackupCount(0)
                .setStatisticsEnabled(false)
                .setSplitBrainProtectionName(QUORUM)
                .setMergePolicyConfig(new MergePolicyConfig(JoinMergePolicy.class.getName(), 500));
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

    /**
     * Only the errors with which a member answers: refused, they would leave the asker waiting for its time-out. And the state
     * that parts of a cluster put each other in while they become one: refused, they stay apart.
     */
    private static JavaSerializationFilterConfig errorsOnly() {
        ClassFilter errors = new ClassFilter()
                .addPrefixes("com.hazelcast.spi.exception.")
                .addClasses(
                        "com.hazelcast.cluster.ClusterState",
                        "com.hazelcast.core.HazelcastException",
                        "com.hazelcast.core.HazelcastInstanceNotActiveException",
                        "com.hazelcast.core.IndeterminateOperationStateException",
                        "com.hazelcast.core.MemberLeftException",
                        "com.hazelcast.core.OperationTimeoutException",
                        "com.hazelcast.core.ConsistencyLostException",
                        "com.hazelcast.core.HazelcastOverloadException",
                        "com.hazelcast.core.LocalMemberResetException",
                        "com.hazelcast.internal.cluster.impl.ClusterTopologyChangedException",
                        "com.hazelcast.internal.cluster.impl.ConfigMismatchException",
                        "com.hazelcast.internal.cluster.impl.MasterNodeChangedException",
                        "com.hazelcast.internal.cluster.impl.VersionMismatchException",
                        "com.hazelcast.internal.partition.PartitionStateVersionMismatchException",
                        "com.hazelcast.map.ReachedMaxSizeException",
                        "com.hazelcast.map.impl.operation.EntryOffloadableLockMismatchException",
                        "com.hazelcast.nio.serialization.HazelcastSerializationException",
                        "com.hazelcast.partition.NoDataMemberInClusterException",
                        "com.hazelcast.splitbrainprotection.SplitBrainProtectionException",
                        "com.hazelcast.transaction.TransactionException",
                        "[Ljava.lang.StackTraceElement;",
                        "java.io.EOFException",
                        "java.io.IOException",
                        "java.lang.AssertionError",
                        "java.lang.ClassCastException",
                        "java.lang.Enum",
                        "java.lang.Error",
                        "java.lang.IllegalArgumentException",
                        "java.lang.IllegalMonitorStateException",
                        "java.lang.IndexOutOfBoundsException",
                        "java.lang.InterruptedException",
                        "java.lang.NullPointerException",
                        "java.lang.SecurityException",
                        "java.lang.UnsupportedOperationException",
                        "java.util.concurrent.CancellationException",
                        "java.util.concurrent.CompletionException",
                        "java.util.concurrent.RejectedExecutionException",
                        "java.util.concurrent.TimeoutException",
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
                .setInMemoryFormat(InMemoryFormat.OBJECT)
                .setStatisticsEnabled(false)
                .setMergePolicyConfig(new MergePolicyConfig(JoinMergePolicy.class.getName(), 500));
    }
}
