package io.granger.hub.torture;

import io.granger.sdk.Answer;
import io.granger.sdk.Call;
import io.granger.sdk.CapabilityDescription;
import io.granger.sdk.CapabilityDescription.Effects;
import io.granger.sdk.ClusterAddress;
import io.granger.sdk.ErrorClass;
import io.granger.sdk.SpokeClient;
import io.granger.sdk.SpokeDescription;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Spokes that are quick, slow, silent and broken by turns, and write down each effect before they answer.
 *
 * <p>As a process of its own: cluster name, hub addresses separated by commas, file of effects, seed, its own address, and what
 * its spokes' names end with.
 */
final class TortureSpokes {
    /** The file of effects in a torture's directory. */
    static final String EFFECTS = "effects.jsonl";

    private static final int DICE = 60;
    private static final int SLOW_MS = 300;

    private final Vertx timers;
    private final Lines effects;
    private final SplittableRandom random;

    private TortureSpokes(Vertx timers, Lines effects, long seed) {
        this.timers = timers;
        this.effects = effects;
        this.random = new SplittableRandom(seed);
    }

    public static void main(String[] args) {
        var address = ClusterAddress.of(args[1].split(",")).withName(args[0]).withHost(args[4]);
        var client = Waits.forIt(SpokeClient.join(address));
        serve(client, Vertx.vertx(), Path.of(args[2]), Long.parseLong(args[3]), args[5]);
        System.out.println("serving");
    }

    /** Serves three of them. */
    static void serve(SpokeClient client, Vertx timers, Path effects, long seed, String suffix) {
        var spokes = new TortureSpokes(timers, Lines.append(effects), seed);
        for (var name : List.of("one", "two", "three")) {
            var description = SpokeDescription.named(name + suffix, "1.0.0")
                    .concurrency(64)
                    .handler(spokes::answer);
            for (var step : Work.STEPS) {
                description =
                        description.capability(CapabilityDescription.named(step).withEffects(effectsOf(step)));
            }
            Waits.forIt(client.serve(description));
        }
    }

    private static Effects effectsOf(String step) {
        return switch (step) {
            case "left" -> Effects.NONE;
            case "pay" -> Effects.KEYED;
            default -> Effects.UNSAFE;
        };
    }

    private synchronized Future<Answer> answer(Call call) {
        Promise<Answer> answer = Promise.promise();
        int dice = random.nextInt(DICE);
        if (dice == 0) {
            return Future.succeededFuture(Answer.error(ErrorClass.UNAVAILABLE, "not today"));
        }
        int ms = dice == 1 ? SLOW_MS : 1 + random.nextInt(20);
        boolean isSilent = dice == 2;
        timers.setTimer(ms, t -> {
            note(call);
            if (!isSilent) {
                answer.complete(Answer.output(Work.done(call.capability(), call.input())));
            }
        });
        return answer.future();
    }

    private void note(Call call) {
        effects.write(new JsonObject()
                .put("at", System.currentTimeMillis())
                .put("capability", call.capability())
                .put("effectKey", call.effectKey())
                .put("attemptId", call.attemptId()));
    }
}
