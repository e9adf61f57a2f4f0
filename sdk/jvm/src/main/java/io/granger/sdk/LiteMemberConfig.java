package io.granger.sdk;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import java.util.UUID;

/**
 * The settings of a lite member: it owns no data, listens on one address for members only, finds hubs by an explicit list, and reads no
 * serialized Java objects but errors.
 */
final class LiteMemberConfig {

    private static final int PORTS_TRIED = 100;
    private static final long PING_MS = 2_000;
    private static final long PING_REPLY_MS = 3_000;

    private LiteMemberConfig() {}

    static Config of(ClusterAddress address) {
        Config config = new Config();
        config.setClusterName(address.name());
        config.setLiteMember(true);
        // Vert.x asks this of an instance it did not start itself; each membership is another node.
        config.getMemberAttributeConfig()
                .setAttribute("__vertx.nodeId", UUID.randomUUID().toString());
        listenForMembersOnly(config.getAdvancedNetworkConfig(), address);
        config.getSerializationConfig().setJavaSerializationFilterConfig(errorsOnly());
        config.getMetricsConfig().setEnabled(false);
        config.getJetConfig().setEnabled(false);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.operation.fail.on.indeterminate.state", "true");
        config.setProperty("hazelcast.operation.call.timeout.millis", "10000");
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "10");
        config.setProperty("hazelcast.logging.type", loggingType());
        // The maps of Vert.x's cluster manager; every member describes them alike.
        config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        config.getMapConfig("__vertx.haInfo").setBackupCount(1);
        config.getMapConfig("__vertx.nodeInfo").setBackupCount(1);
        return config;
    }

    static VertxOptions vertxOptions(ClusterAddress address) {
        return new VertxOptions()
                .setEventBusOptions(new EventBusOptions()
                        .setHost(address.host())
                        .setClusterPublicHost(address.host())
                        .setClusterPingInterval(PING_MS)
                        .setClusterPingReplyInterval(PING_REPLY_MS));
    }

    private static void listenForMembersOnly(AdvancedNetworkConfig network, ClusterAddress address) {
        ServerSocketEndpointConfig members = new ServerSocketEndpointConfig();
        members.setName("members");
        members.setPort(address.port());
        members.setPortAutoIncrement(true);
        members.setPortCount(PORTS_TRIED);
        members.setPublicAddress(address.host());
        members.getInterfaces().setEnabled(true).addInterface(address.host());
        network.setEnabled(true);
        network.setMemberEndpointConfig(members);
        JoinConfig join = network.getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(address.hubs());
    }

    /**
     * No Java objects but the errors with which a member answers, without which the asker would wait for its time-out, and the
     * state of the cluster, without which parts of it that lost each other stay apart.
     */
    private static JavaSerializationFilterConfig errorsOnly() {
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig().setDefaultsDisabled(true);
        filter.getWhitelist()
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
        return filter;
    }

    private static String loggingType() {
        try {
            Class.forName("org.slf4j.Logger", false, LiteMemberConfig.class.getClassLoader());
            return "slf4j";
        } catch (ClassNotFoundException absent) {
            return "jdk";
        }
    }
}
