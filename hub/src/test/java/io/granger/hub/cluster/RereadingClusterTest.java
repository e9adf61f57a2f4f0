package io.granger.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.hazelcast.cluster.MembershipEvent;
import io.granger.hub.LiveHub;
import io.granger.hub.Ports;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two members on one bus, one of which missed that the other listens. */
@Tag("slow")
class RereadingClusterTest {
    private static final String ADDRESS = "granger.members.test";

    private final String name = "reread-" + UUID.randomUUID();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();

    private Vertx member(RereadingCluster manager) {
        return LiveHub.wait(Vertx.builder().withClusterManager(manager).buildClustered());
    }

    private RereadingCluster manager(int port, int other) {
        var members = List.of("127.0.0.1:" + port, "127.0.0.1:" + other);
        return new RereadingCluster(
                HazelcastSettings.member(name, "127.0.0.1", port, members).config());
    }

    private Future<Void> listen(Vertx member, String as) {
        return member.eventBus()
                .<String>consumer(ADDRESS, message -> heard.add(as + " " + message.body()))
                .completion();
    }

    /** A manager that lets a test say what the bus was told. */
    private static final class Told extends RereadingCluster {
        @SuppressWarnings("NullAway.Init") // the bus is told before anybody asks
        private RegistrationListener bus;

        Told(RereadingCluster settings) {
            super(settings.getConfig());
        }

        @Override
        public void registrationListener(RegistrationListener listener) {
            bus = listener;
            super.registrationListener(listener);
        }

        void onlyItself() {
            var itself = new RegistrationInfo(getNodeId(), 1, false);
            bus.registrationsUpdated(new RegistrationUpdateEvent(ADDRESS, List.of(itself)));
        }
    }

    @Test
    void listener_whoseComingWasMissed_isHeardAfterReading() {
        int one = Ports.free();
        int two = Ports.free();
        var told = new Told(manager(one, two));
        var first = member(told);
        var second = member(manager(two, one));
        try {
            LiveHub.wait(listen(first, "first"));
            LiveHub.wait(listen(second, "second"));
            LiveHub.eventually().until(() -> {
                first.eventBus().publish(ADDRESS, "before");
                return heard.contains("second before");
            });

            told.onlyItself();
            first.eventBus().publish(ADDRESS, "unheard");
            LiveHub.eventually().until(() -> heard.contains("first unheard"));
            assertThat(heard).doesNotContain("second unheard");

            told.reread();
            LiveHub.eventually().until(() -> {
                first.eventBus().publish(ADDRESS, "after");
                return heard.contains("second after");
            });
            assertThat(heard).doesNotContain("second unheard");
        } finally {
            LiveHub.wait(second.close());
            LiveHub.wait(first.close());
        }
    }

    @Test
    void reread_onceItLeft_doesNothing() {
        var manager = manager(Ports.free(), Ports.free());
        LiveHub.wait(member(manager).close());

        assertThatCode(manager::reread).doesNotThrowAnyException();
    }

    @Test
    void hubs_areTheMembersThatSayTheyAre() {
        int one = Ports.free();
        int two = Ports.free();
        int three = Ports.free();
        var members = List.of("127.0.0.1:" + one, "127.0.0.1:" + two, "127.0.0.1:" + three);
        var first = hub("first", one, members);
        var vertx = member(first);
        var other = member(hub("second", two, members));
        var lite = HazelcastSettings.member(name, "127.0.0.1", three, members)
                .hub("lite", 2)
                .config()
                .setLiteMember(true);
        var spoke = member(new RereadingCluster(lite));
        try {
            LiveHub.eventually().until(() -> first.hubs().equals(Set.of("first", "second")));
            assertThat(first.getHazelcastInstance().getCluster().getMembers()).hasSize(3);

            LiveHub.wait(other.close());
            LiveHub.eventually().until(() -> first.hubs().equals(Set.of("first")));
        } finally {
            LiveHub.wait(spoke.close());
            LiveHub.wait(vertx.close());
        }
        assertThat(first.hubs()).isEmpty();
    }

    private RereadingCluster hub(String node, int port, List<String> members) {
        return new RereadingCluster(HazelcastSettings.member(name, "127.0.0.1", port, members)
                .hub(node, 2)
                .config());
    }

    /** Two members; the second listens, and both are known to. */
    private record Two(RereadingCluster one, RereadingCluster other, Vertx first, Vertx second)
            implements AutoCloseable {
        Set<String> listening() {
            return LiveHub.wait(one.listeningAt(ADDRESS));
        }

        @Override
        public void close() {
            LiveHub.wait(second.close());
            LiveHub.wait(first.close());
        }
    }

    private Two two() {
        int one = Ports.free();
        int two = Ports.free();
        var manager = manager(one, two);
        var other = manager(two, one);
        var first = member(manager);
        var second = member(other);
        LiveHub.wait(listen(second, "second"));
        return new Two(manager, other, first, second);
    }

    @Test
    void memberRemoved_heardWhenTheMemberIsBack_takesNothingOut() {
        try (var both = two()) {
            var cluster = both.one().getHazelcastInstance().getCluster();
            var back = both.other().getHazelcastInstance().getCluster().getLocalMember();

            both.one()
                    .memberRemoved(
                            new MembershipEvent(cluster, back, MembershipEvent.MEMBER_REMOVED, cluster.getMembers()));

            assertThat(both.listening()).containsExactly(both.other().getNodeId());
            assertThat(both.one().areGone(Set.of(both.other().getNodeId()))).isFalse();
        }
    }

    @Test
    void listener_takenOutOfTheGrid_isThereAgainAfterReading() {
        try (var both = two()) {
            both.one().getHazelcastInstance().getMultiMap("__vertx.subs").remove(ADDRESS);
            assertThat(both.listening()).isEmpty();

            LiveHub.eventually().until(() -> {
                both.other().reread();
                return both.listening().equals(Set.of(both.other().getNodeId()));
            });
            both.first().eventBus().publish(ADDRESS, "again");
            LiveHub.eventually().until(() -> heard.contains("second again"));
        }
    }

    @Test
    void member_takenOutOfTheGrid_isThereAgainAfterReading() {
        try (var both = two()) {
            both.one()
                    .getHazelcastInstance()
                    .getMap("__vertx.nodeInfo")
                    .remove(both.other().getNodeId());

            LiveHub.eventually().until(() -> {
                both.other().reread();
                return both.one()
                        .getHazelcastInstance()
                        .getMap("__vertx.nodeInfo")
                        .containsKey(both.other().getNodeId());
            });
        }
    }
}
