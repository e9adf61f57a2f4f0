package io.granger.hub.store;

import io.granger.routing.Arm;
import io.granger.routing.Cause;
import io.granger.routing.Level;
import io.granger.routing.Mask;
import io.granger.routing.RoutingMode;
import io.granger.task.Preset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The number each constant of an enum has in stored rows.
 *
 * <p>The lists are the format: constants may be renamed or moved in their enum, but here one is only ever added at the end.
 */
final class Codes<T extends Enum<T>> {

    static final Codes<Level> LEVEL = new Codes<>(Level.class, List.of("OPTION", "STEP", "RECOVERY"));
    static final Codes<RoutingMode> MODE =
            new Codes<>(RoutingMode.class, List.of("HEURISTIC", "SHADOW", "CANARY", "RL"));
    static final Codes<Arm> ARM = new Codes<>(Arm.class, List.of("TREATMENT", "CONTROL", "HOLDOUT", "NONE"));
    static final Codes<Preset> PRESET = new Codes<>(Preset.class, List.of("BALANCED", "SPEED", "COST", "QUALITY"));
    static final Codes<Cause> CAUSE = new Codes<>(
            Cause.class,
            List.of(
                    "GOAL",
                    "FAILED_STEP",
                    "SPOKE_LEFT",
                    "INTERRUPTED",
                    "DEADLINE",
                    "CANCELLED",
                    "OWNER_LOST",
                    "EXHAUSTED"));
    static final Codes<Mask> MASK = new Codes<>(
            Mask.class,
            List.of(
                    "CAPABILITY",
                    "TYPE",
                    "SCHEMA",
                    "VERSION",
                    "LEASE",
                    "DRAINING",
                    "AUTHORISATION",
                    "EFFECTS",
                    "BUDGET",
                    "ONLY",
                    "AVOID",
                    "TRIED",
                    "NOT_RETRYABLE",
                    "ATTEMPTS",
                    "NOT_OPTIONAL",
                    "OTHERS_LEFT",
                    "SCHEMA_MISFIT",
                    "NO_SPOKE",
                    "CONCURRENCY",
                    "BREAKER"));

    private final Class<T> type;
    private final Map<T, Integer> codes;
    private final List<T> byCode;

    private Codes(Class<T> type, List<String> names) {
        this.type = type;
        byCode = names.stream().map(name -> Enum.valueOf(type, name)).toList();
        codes = new EnumMap<>(type);
        for (T constant : byCode) {
            codes.put(constant, codes.size());
        }
        for (T constant : type.getEnumConstants()) {
            if (!codes.containsKey(constant)) {
                throw new IllegalStateException(type.getSimpleName() + "." + constant + " has no code in stored rows");
            }
        }
    }

    int of(T constant) {
        return Objects.requireNonNull(codes.get(constant));
    }

    T at(int code) {
        if (code >= byCode.size()) {
            throw RowReader.damaged("code " + code + " is not a " + type.getSimpleName());
        }
        return byCode.get(code);
    }
}
