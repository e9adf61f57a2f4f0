package io.granger.routing;

import io.granger.registry.MediaType;
import io.granger.rl.FeatureHash;
import io.granger.task.FailureClass;
import io.granger.task.FeatureKind;
import io.granger.task.FeatureSpec;
import io.granger.task.Pipeline;
import io.granger.task.Recipe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Turns what is known about a task into the state of one pipeline's layout; serving and training both use it.
 *
 * <p>In order: each declared numeric with a missing flag; log2 of the input's bytes; a signed hash of the type and the
 * declared categories; a signed hash of the words of declared texts, when any is declared; progress; the class of the
 * last failure; the weights of the preset. Hashing follows Weinberger et al. (2009), "Feature hashing for large scale
 * multitask learning". Immutable, safe from any thread.
 */
public final class StateEncoder {
    private static final int CATEGORY_BUCKETS = 16;
    private static final int TEXT_BUCKETS = 32;
    /** Words of one text past this many are left out. */
    private static final int MAX_WORDS = 256;

    private static final float LIMIT = 1e9f;
    private static final double LN_2 = StrictMath.log(2);
    private static final List<String> PROGRESS =
            List.of("steps-done", "steps-left", "attempts", "deadline-share", "cost-share");

    private final Pipeline pipeline;
    private final List<String> numerics;
    private final List<String> categories;
    private final List<String> texts;
    private final StateLayout layout;

    private StateEncoder(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.numerics = declared(pipeline, FeatureKind.NUMERIC);
        this.categories = declared(pipeline, FeatureKind.CATEGORY);
        this.texts = declared(pipeline, FeatureKind.TEXT);
        List<String> names = names();
        this.layout = new StateLayout(idOf(names), names, names.size() - StateLayout.TAIL);
    }

    /** The encoder of a pipeline's tasks. */
    public static StateEncoder of(Pipeline pipeline) {
        return new StateEncoder(pipeline);
    }

    /** The layout of a pipeline's states. */
    public static StateLayout layoutOf(Pipeline pipeline) {
        return of(pipeline).layout();
    }

    /** The layout of tasks that declare no features. */
    public static StateLayout layoutWithoutFeatures() {
        return layoutOf(Pipeline.adHoc(new Recipe.Goal(MediaType.ANY, MediaType.ANY, 1, List.of())));
    }

    /** The layout of what {@link #encode} returns. */
    public StateLayout layout() {
        return layout;
    }

    /** The state of a task of this pipeline; every value is finite. */
    public float[] encode(TaskFacts facts) {
        if (!facts.pipeline().name().equals(pipeline.name())) {
            throw new IllegalArgumentException("pipeline must be " + pipeline.name() + ", is "
                    + facts.pipeline().name());
        }
        float[] state = new float[layout.names().size()];
        int at = 0;
        for (String name : numerics) {
            boolean present = facts.features().get(name) instanceof Number;
            state[at++] = facts.features().get(name) instanceof Number number ? bounded(number.doubleValue()) : 0;
            state[at++] = present ? 0 : 1;
        }
        state[at++] = (float) (StrictMath.log(1.0 + facts.inputBytes()) / LN_2);
        at = encodeCategories(facts, state, at);
        at = encodeTexts(facts, state, at);
        state[at++] = facts.stepsDone();
        state[at++] = facts.stepsLeft();
        state[at++] = facts.attempts();
        state[at++] = (float) facts.deadlineShare();
        state[at++] = bounded(facts.costShare());
        if (facts.lastFailure().isPresent()) {
            state[at + facts.lastFailure().get().ordinal()] = 1;
        }
        at += FailureClass.values().length;
        double[] weights = facts.preset().weights();
        for (int i = 0; i < StateLayout.TAIL; i++) {
            state[at++] = (float) weights[i];
        }
        return state;
    }

    private int encodeCategories(TaskFacts facts, float[] state, int at) {
        FeatureHash.addSigned(state, at, CATEGORY_BUCKETS, FeatureHash.of(FeatureHash.raw("type="), facts.type()), 1);
        for (String name : categories) {
            if (facts.features().get(name) instanceof String value) {
                long hash = FeatureHash.of(FeatureHash.raw("category " + name + "="), value);
                FeatureHash.addSigned(state, at, CATEGORY_BUCKETS, hash, 1);
            }
        }
        return at + CATEGORY_BUCKETS;
    }

    private int encodeTexts(TaskFacts facts, float[] state, int at) {
        if (texts.isEmpty()) {
            return at;
        }
        for (String name : texts) {
            if (facts.features().get(name) instanceof String text) {
                List<String> words = words(text);
                // a text weighs the same however long it is
                float amount = (float) (1 / StrictMath.sqrt(Math.max(1, words.size())));
                long seed = FeatureHash.raw("text " + name + "=");
                for (String word : words) {
                    FeatureHash.addSigned(state, at, TEXT_BUCKETS, FeatureHash.of(seed, word), amount);
                }
            }
        }
        return at + TEXT_BUCKETS;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        String lower = text.toLowerCase(Locale.ROOT);
        int start = -1;
        for (int i = 0; i <= lower.length() && words.size() < MAX_WORDS; i++) {
            boolean inside = i < lower.length() && Character.isLetterOrDigit(lower.charAt(i));
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                words.add(lower.substring(start, i));
                start = -1;
            }
        }
        return words;
    }

    private static float bounded(double value) {
        // NaN cannot come in; a huge number must not become an infinite float
        return (float) Math.max(-LIMIT, Math.min(LIMIT, value));
    }

    private static List<String> declared(Pipeline pipeline, FeatureKind kind) {
        return pipeline.features().stream()
                .filter(feature -> feature.kind() == kind)
                .map(FeatureSpec::name)
                .toList();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : numerics) {
            Collections.addAll(names, "numeric " + name, "missing " + name);
        }
        names.add("log2-bytes");
        // the names of hashed features are part of the layout: what falls into the buckets depends on them
        addBuckets(names, "category " + String.join(",", categories), CATEGORY_BUCKETS);
        if (!texts.isEmpty()) {
            addBuckets(names, "text " + String.join(",", texts), TEXT_BUCKETS);
        }
        names.addAll(PROGRESS);
        for (FailureClass each : FailureClass.values()) {
            names.add("failure " + each.word());
        }
        Collections.addAll(names, "weight success", "weight latency", "weight quality", "weight cost");
        return names;
    }

    private static void addBuckets(List<String> names, String prefix, int buckets) {
        for (int i = 0; i < buckets; i++) {
            names.add(prefix + " #" + i);
        }
    }

    private static String idOf(List<String> names) {
        long hash = FeatureHash.of(String.join("\n", names));
        return String.format(Locale.ROOT, "v1-%08x", (int) (hash >>> 32));
    }
}
