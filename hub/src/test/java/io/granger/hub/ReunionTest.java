package io.granger.hub;

import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.instance.impl.HazelcastInstanceImpl;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub and the others take each other for gone, as after one stood still, and meet again. Leases of spokes outlast the test:
 * nobody hears of a spoke by its heartbeats.
 */
@Tag("slow")
class ReunionTest {
    @TempDir
    Path directory;

    private static HazelcastInstanceImpl grid(LiveHub hub) {
        var node = hub.hub().grid().orElseThrow().node();
        return Hazelcast.getAllHazelcastInstances().stream()
                .filter(one -> node.equals(one.getCluster().getLocalMember().getAttribute("granger.node")))
                .map(one -> ((HazelcastInstanceProxy) one).getOriginal())
                .findFirst()
                .orElseThrow();
    }

    private static ClusterServiceImpl members(LiveHub hub) {
        return grid(hub).node.getClusterService();
    }

    private static void loseEachOther(LiveHub alone, List<LiveHub> others) {
        var all = others.stream().map(other -> seenBy(alone, other)).toList();
        var lost = others.stream().map(other -> seenBy(other, alone)).toList();
        all.forEach(other -> members(alone).suspectMember(other, "as if it stood still", true));
        for (int i = 0; i < lost.size(); i++) {
            members(others.get(i)).suspectMember(lost.get(i), "as if it stood still", true);
        }
    }

    private static MemberImpl seenBy(LiveHub by, LiveHub member) {
        return members(by).getMember(members(member).getLocalMember().getUuid());
    }

    private static Optional<String> state(LiveHub hub, String spoke) {
        return Spokes.objects(LiveHub.get(hub, "/v1/spokes").getJsonArray("spokes")).stream()
                .filter(s -> s.getString("name").equals(spoke))
                .map(s -> s.getString("state"))
                .findFirst();
    }

    private static void knowEachOthersSpokes(List<LiveHub> hubs) {
        for (var hub : hubs) {
            for (var spoke : List.of("echo", "own")) {
                LiveHub.eventually()
                        .alias(hub.hub().httpPort() + " knows " + spoke)
                        .until(() -> state(hub, spoke).equals(Optional.of("healthy")));
            }
        }
    }

    private static void does(LiveHub hub, String capability) {
        LiveHub.eventually().alias("a task is done").until(() -> {
            var view = hub.http("POST", "/v1/tasks", ThreeHubs.task(capability, 1), "");
            var taskId = view.getString("taskId");
            LiveHub.eventually()
                    .until(() -> LiveHub.get(hub, "/v1/tasks/" + taskId).containsKey("finishedAt"));
            return LiveHub.get(hub, "/v1/tasks/" + taskId).getString("state").equals("completed");
        });
    }

    @Test
    void hubThatWasAlone_meetsTheOthers_eachCallsTheOthersSpokes() throws IOException {
        var cluster = new ThreeHubs(directory);
        try (var one = cluster.start(0);
                var two = cluster.start(1);
                var three = cluster.start(2)) {
            var hubs = List.of(one, two, three);
            ThreeHubs.see(hubs, 3);
            one.spoke("echo", "say", call -> new JsonObject().put("output", call.getJsonObject("input")));
            three.spoke("own", "write", call -> new JsonObject().put("output", call.getJsonObject("input")));
            knowEachOthersSpokes(hubs);
            var before = members(three).getLocalMember().getUuid();

            loseEachOther(three, List.of(one, two));
            LiveHub.eventually()
                    .alias("it came back as a new member")
                    .until(() -> !before.equals(members(three).getLocalMember().getUuid()));
            ThreeHubs.see(hubs, 3);

            knowEachOthersSpokes(hubs);
            for (var hub : hubs) {
                does(hub, "say");
                does(hub, "write");
            }
        }
    }
}
