package io.granger.hub.train;

import io.granger.hub.shape.Fields;
import io.granger.rl.Scores;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Level;
import io.granger.routing.Router;
import io.granger.routing.Situation;
import io.granger.task.Preset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decision of the log as the trained policy would make it, kept with the policy: whoever loads it must come to the same.
 *
 * @param situation eligible candidates only
 * @param probabilities before the exploration floor; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a few for each package, written once
record GoldenDecision(Situation situation, double[] probabilities) {
    static final double TOLERANCE = 1e-9;
    private static final int TEXT = 4_096;
    private static final int MANY = 1 << 20;

    /** How a router decides there. */
    static GoldenDecision of(Situation logged, Router router) {
        List<CandidateEntry> eligible = logged.candidates().stream()
                .filter(CandidateEntry::eligible)
                .map(entry -> CandidateEntry.raw(entry.id(), entry.features(), 0))
                .toList();
        Situation situation = new Situation(
                logged.level(),
                logged.key(),
                logged.layout(),
                logged.state(),
                logged.stepWidth(),
                logged.preset(),
                eligible,
                logged.turn());
        return new GoldenDecision(situation, decide(situation, router));
    }

    private static double[] decide(Situation situation, Router router) {
        Scores scores = router.score(situation);
        return router.base(scores, situation);
    }

    /** The largest difference between its probabilities and a router's; NaN when the router's are none. */
    double largestDifference(Router router) {
        double[] found = decide(situation, router);
        double largest = 0;
        for (int i = 0; i < probabilities.length; i++) {
            double difference = Math.abs(found[i] - probabilities[i]);
            largest = difference <= largest ? largest : difference;
        }
        return largest;
    }

    JsonObject toJson() {
        JsonArray candidates = new JsonArray();
        for (int i = 0; i < probabilities.length; i++) {
            CandidateEntry entry = situation.candidates().get(i);
            candidates.add(new JsonObject()
                    .put("id", entry.id())
                    .put("features", floats(entry.features()))
                    .put("probability", probabilities[i]));
        }
        return new JsonObject()
                .put("level", situation.level().word())
                .put("key", situation.key())
                .put("layout", situation.layout())
                .put("state", floats(situation.state()))
                .put("stepWidth", situation.stepWidth())
                .put("preset", situation.preset().word())
                .put("turn", situation.turn())
                .put("candidates", candidates);
    }

    static GoldenDecision of(@Nullable Object item, String path) {
        Fields f = Fields.strict(
                Fields.itemObject(item, path),
                path,
                Set.of("level", "key", "layout", "state", "stepWidth", "preset", "turn", "candidates"));
        List<Double> probabilities = new ArrayList<>();
        List<CandidateEntry> candidates = f.required("candidates", f.list("candidates", 1, MANY, (one, at) -> {
            Fields c = Fields.strict(Fields.itemObject(one, at), at, Set.of("id", "features", "probability"));
            probabilities.add(c.number("probability", 0, 1).orElse(-1));
            return CandidateEntry.raw(c.required("id", c.text("id", TEXT)), floats(c, "features"), 0);
        }));
        Situation situation = new Situation(
                f.required("level", f.word("level", words(), Level::of)),
                f.required("key", f.text("key", TEXT)),
                f.required("layout", f.text("layout", TEXT)),
                floats(f, "state"),
                (int) f.whole("stepWidth", 0, MANY, 0),
                f.required("preset", f.word("preset", List.of("balanced", "speed", "cost", "quality"), Preset::of)),
                candidates,
                f.whole("turn", Long.MIN_VALUE, Long.MAX_VALUE, 0));
        return new GoldenDecision(
                situation,
                probabilities.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static List<String> words() {
        return Arrays.stream(Level.values()).map(Level::word).toList();
    }

    private static JsonArray floats(float[] values) {
        JsonArray array = new JsonArray();
        for (float value : values) {
            array.add(value);
        }
        return array;
    }

    private static float[] floats(Fields f, String name) {
        List<Double> items = f.required(name, f.list(name, 0, MANY, Fields::itemNumber));
        float[] values = new float[items.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = items.get(i).floatValue();
        }
        return values;
    }
}
