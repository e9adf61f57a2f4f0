package io.granger.examples.tutorial;

import io.granger.sdk.Answer;
import io.granger.sdk.Call;
import io.granger.sdk.CapabilityDescription;
import io.granger.sdk.ClusterAddress;
import io.granger.sdk.SpokeClient;
import io.granger.sdk.SpokeDescription;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The tutorial's spokes in a process of their own: three that reckon, and one that marks what they answered.
 *
 * <p>Arguments: the hub's cluster as host:port, the cluster's name, and a file; while that exists, the abacus is broken.
 */
public final class ReckonerSpokes {
    private static final String TEXT = "text/plain";
    private static final int CONCURRENCY = 200;
    private static final long EXPECTED_MS = 50;

    private ReckonerSpokes() {}

    public static void main(String[] args) {
        Path broken = Path.of(args[2]);
        SpokeClient.join(ClusterAddress.of(args[0]).withName(args[1]))
                .compose(client -> serve(client.closeAtExit(), broken))
                .onSuccess(all -> System.out.println("serving"))
                .onFailure(refused -> {
                    System.err.println("not served: " + refused.getMessage());
                    System.exit(1);
                });
    }

    private static Future<?> serve(SpokeClient client, Path broken) {
        List<Future<?>> all = new ArrayList<>();
        for (Reckoner each : Reckoner.values()) {
            all.add(client.serve(
                    spoke(each.word(), "reckon").handler(call -> Future.succeededFuture(reckon(each, call, broken)))));
        }
        all.add(client.serve(spoke("examiner", "mark").handler(call -> Future.succeededFuture(mark(call)))));
        return Future.all(all);
    }

    private static SpokeDescription spoke(String name, String capability) {
        return SpokeDescription.named(name, "1.0.0")
                .concurrency(CONCURRENCY)
                .capability(CapabilityDescription.named(capability)
                        .accepting(TEXT)
                        .producing(TEXT)
                        .takingMs(EXPECTED_MS));
    }

    private static Answer reckon(Reckoner who, Call call, Path broken) {
        long answer = who.answer(Question.of(call.input()), Files.exists(broken));
        return Answer.output(new JsonObject().put("answer", answer));
    }

    /** Reckons it again, and says 1 for right and 0 for wrong. */
    private static Answer mark(Call call) {
        long right = Question.of(call.input().getJsonObject("input")).answer();
        boolean isRight = call.input().getJsonObject("output").getLong("answer") == right;
        return Answer.output(new JsonObject()).withQuality(isRight ? 1 : 0);
    }
}
