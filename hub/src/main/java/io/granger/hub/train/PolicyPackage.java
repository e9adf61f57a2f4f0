package io.granger.hub.train;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.Fields;
import io.granger.hub.shape.StrictJson;
import io.granger.rl.bandit.PartsBandit;
import io.granger.rl.dense.NetworkRejected;
import io.granger.rl.dense.Safetensors;
import io.granger.rl.option.NetworkBaseline;
import io.granger.rl.option.OptionAgent;
import io.granger.routing.CandidateFeatures;
import io.granger.routing.LearnedRouter;
import io.granger.routing.OptionFeatures;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A trained policy at rest: a manifest, which says all about it, and its weights as a safetensors file.
 *
 * <p>The version is the hash of the manifest, and the manifest holds that of the weights, so neither can change under its name. The
 * models keep every bit: they are the learners' own snapshots, each one tensor of bytes with a check sum of its own. Nothing in a
 * package can run. Immutable; safe from any thread.
 *
 * @param manifest JSON, UTF-8; not copied
 * @param weights not copied
 */
@SuppressWarnings("ArrayRecordComponent") // read and written, never compared
public record PolicyPackage(byte[] manifest, byte[] weights) {
    /** Value of {@code schema} in a manifest. */
    public static final String SCHEMA = "granger.policy/1";

    /** The largest manifest. */
    public static final int MANIFEST_BYTES_MAX = 16 << 20;

    private static final String STEPS = "steps";
    private static final String OPTIONS = "options";
    private static final String NETWORKS = "networks";
    private static final int GOLDEN_MAX = 64;
    private static final Set<String> KEYS = Set.of(
            "schema",
            "kind",
            "layouts",
            "candidateFeatures",
            "optionFeatures",
            "options",
            "hyperParameters",
            "preset",
            "seed",
            "snapshot",
            "parent",
            "training",
            "setAside",
            "rowsUntil",
            "weightsHash",
            "golden");

    /** Packs what was trained, and looks at it as a loader would. */
    static PolicyPackage pack(
            Training.Trained trained, List<LoggedRow> log, String snapshot, SetAside aside, TrainingSettings settings) {
        Map<String, byte[]> tensors = new LinkedHashMap<>();
        tensors.put(STEPS, trained.steps());
        tensors.put(OPTIONS, trained.options());
        trained.networks().ifPresent(networks -> tensors.put(NETWORKS, networks));
        byte[] weights = Safetensors.writeBytes(tensors);
        LearnedRouter router = router("", tensors, false);
        Set<String> layouts = new TreeSet<>();
        Set<String> options = new TreeSet<>();
        for (LoggedRow row : log) {
            layouts.add(row.row().decision().layout());
            options.add(row.row().decision().chosenEntry().id());
        }
        JsonObject manifest = new JsonObject()
                .put("schema", SCHEMA)
                .put("kind", "auto")
                .put("layouts", new JsonArray(List.copyOf(layouts)))
                .put("candidateFeatures", CandidateFeatures.NAMES.size())
                .put("optionFeatures", OptionFeatures.NAMES.size())
                .put("options", new JsonArray(List.copyOf(options)))
                .put("hyperParameters", trained.hyperParameters())
                .put("seed", settings.seed())
                .put("snapshot", snapshot)
                .put("training", trained.report())
                .put("setAside", aside.share())
                .put("rowsUntil", Instant.ofEpochMilli(aside.untilMs()).toString())
                .put("weightsHash", ContentFile.hash(weights))
                .put("golden", golden(log, router));
        settings.preset().ifPresent(preset -> manifest.put("preset", preset.word()));
        settings.parent().ifPresent(parent -> manifest.put("parent", parent));
        PolicyPackage packed =
                new PolicyPackage((manifest.encodePrettily() + "\n").getBytes(StandardCharsets.UTF_8), weights);
        packed.open(layout -> true, false);
        return packed;
    }

    private static JsonArray golden(List<LoggedRow> log, LearnedRouter router) {
        JsonArray golden = new JsonArray();
        int n = Math.min(GOLDEN_MAX / 2, log.size());
        for (int i = 0; i < n; i++) {
            int at = (int) ((long) i * log.size() / n);
            golden.add(GoldenDecision.of(log.get(at).row().decision().situation(), router)
                    .toJson());
        }
        return golden;
    }

    /** Its version: the hash of its manifest. */
    public String version() {
        return ContentFile.hash(manifest);
    }

    /** The manifest as an object. */
    public JsonObject json() {
        try {
            return StrictJson.object(Buffer.buffer(manifest), MANIFEST_BYTES_MAX);
        } catch (ApiError damaged) {
            throw rejected("manifest is damaged: " + damaged.getMessage());
        }
    }

    /**
     * The policy inside, under its version; {@code policy-rejected} with the reason unless the manifest is complete, the weights are
     * those it names, whole and finite, states and candidates are described as this program does, and the golden decisions come out
     * as they did in training.
     *
     * @param isKnown whether this hub has states of a layout; a package none of whose layouts is known is foreign
     * @param learning whether it goes on learning
     */
    public LearnedRouter open(Predicate<String> isKnown, boolean learning) {
        try {
            setAside();
            return opened(Fields.strict(json(), "", KEYS), isKnown, learning);
        } catch (ApiError wrong) {
            throw wrong.code() == ErrorCode.POLICY_REJECTED ? wrong : rejected(wrong.getMessage());
        } catch (NetworkRejected | IllegalArgumentException wrong) {
            throw rejected(String.valueOf(wrong.getMessage()));
        }
    }

    /** Decisions of the log as it makes them. */
    List<GoldenDecision> golden() {
        Fields f = Fields.lenient(json(), "", KEYS, name -> {});
        return f.required("golden", f.list("golden", 1, GOLDEN_MAX, GoldenDecision::of));
    }

    /** When the last row closed that it was trained on, epoch milliseconds. */
    public long rowsUntilMs() {
        return setAside().untilMs();
    }

    /** Which rows it may be judged by. */
    SetAside setAside() {
        Fields f = Fields.lenient(json(), "", KEYS, name -> {});
        double share = f.required(
                "setAside",
                f.number("setAside", 0, TrainingSettings.SET_ASIDE_MAX).stream()
                        .boxed()
                        .findFirst());
        String until = f.required("rowsUntil", f.string("rowsUntil"));
        try {
            return new SetAside(share, Instant.parse(until).toEpochMilli());
        } catch (DateTimeParseException wrong) {
            throw rejected("rowsUntil must be a time, is " + until);
        }
    }

    private LearnedRouter opened(Fields f, Predicate<String> isKnown, boolean learning) {
        f.required("schema", f.word("schema", List.of(SCHEMA)));
        f.required("kind", f.word("kind", List.of("auto")));
        requireSame("candidateFeatures", CandidateFeatures.NAMES.size(), f);
        requireSame("optionFeatures", OptionFeatures.NAMES.size(), f);
        List<String> layouts = f.required("layouts", f.list("layouts", 1, 100_000, Fields::itemText));
        if (layouts.stream().noneMatch(isKnown)) {
            throw rejected("layouts " + layouts + " are none of this hub's");
        }
        String named = f.required("weightsHash", f.string("weightsHash"));
        if (!ContentFile.hash(weights).equals(named)) {
            throw rejected("weights must be " + named + ", are " + ContentFile.hash(weights));
        }
        Map<String, byte[]> tensors = Safetensors.readBytes(weights);
        Set<String> alone = Set.of(STEPS, OPTIONS);
        if (!tensors.keySet().equals(alone) && !tensors.keySet().equals(Set.of(STEPS, OPTIONS, NETWORKS))) {
            throw rejected("weights must be steps and options, and networks or not, are " + tensors.keySet());
        }
        List<GoldenDecision> golden = f.required("golden", f.list("golden", 1, GOLDEN_MAX, GoldenDecision::of));
        // scored by a router apart from the one that is handed out: scratch space and all, nobody has touched that
        LearnedRouter router = router(version(), tensors, learning);
        LearnedRouter probe = router(version(), tensors, false);
        for (GoldenDecision decision : golden) {
            double difference = decision.largestDifference(probe);
            if (!(difference <= GoldenDecision.TOLERANCE)) {
                throw rejected("a golden decision must come out within " + GoldenDecision.TOLERANCE
                        + " of its training, is off by " + difference);
            }
        }
        return router;
    }

    private static LearnedRouter router(String version, Map<String, byte[]> tensors, boolean learning) {
        byte[] networks = tensors.get(NETWORKS);
        OptionAgent.Baseline baseline =
                networks == null ? OptionAgent.Baseline.ZERO : NetworkBaseline.restore(networks);
        return new LearnedRouter(
                version,
                PartsBandit.restore(tensor(tensors, STEPS)),
                OptionAgent.restore(tensor(tensors, OPTIONS), baseline),
                learning);
    }

    private static byte[] tensor(Map<String, byte[]> tensors, String name) {
        return java.util.Objects.requireNonNull(tensors.get(name));
    }

    private static void requireSame(String name, int expected, Fields f) {
        long found = f.whole(name, 0, Integer.MAX_VALUE, -1);
        if (found != expected) {
            throw rejected(name + " must be " + expected + ", as this program has them, are " + found);
        }
    }

    static ApiError rejected(String reason) {
        return ApiError.of(ErrorCode.POLICY_REJECTED, "the policy package was refused: " + reason);
    }
}
