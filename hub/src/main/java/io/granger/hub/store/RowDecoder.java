package io.granger.hub.store;

import io.granger.routing.Arm;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Cause;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.Mask;
import io.granger.routing.RewardParts;
import io.granger.routing.RoutingMode;
import io.granger.routing.Shadow;
import io.granger.task.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads one value in the format of {@link RowCodec}. */
final class RowDecoder {

    private final RowReader in;

    RowDecoder(RowReader in) {
        this.in = in;
    }

    List<Decision> decisions() {
        int n = in.count(1);
        List<Decision> decisions = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            decisions.add(decision());
        }
        return decisions;
    }

    /** The id with which a decision, and a row, begins. */
    String decisionId() {
        int flags = in.u8();
        String taskId = in.string();
        int epoch = in.integer();
        int seq = in.integer();
        return set(flags, 1) ? RowCodec.plainId(taskId, epoch, seq) : in.string();
    }

    private Decision decision() {
        int flags = in.u8();
        String taskId = in.string();
        int epoch = in.integer();
        int seq = in.integer();
        String decisionId = set(flags, 1) ? RowCodec.plainId(taskId, epoch, seq) : in.string();
        Level level = Codes.LEVEL.at(in.u8());
        long atMs = in.signed();
        String pipeline = in.string();
        Optional<String> capability = optional(flags, 2);
        String optionId = in.string();
        String layout = in.string();
        float[] state = in.floats();
        int n = in.count(3);
        List<CandidateEntry> candidates = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            candidates.add(candidate());
        }
        int chosen = in.integer();
        double propensity = in.f64();
        double draw = in.f64();
        String seedId = in.string();
        String policy = in.string();
        long revision = in.signed();
        double floor = in.f64();
        RoutingMode mode = Codes.MODE.at(in.u8());
        Arm arm = Codes.ARM.at(in.u8());
        String heuristic = in.string();
        int heuristicChoice = in.integer();
        Optional<Shadow> shadow = set(flags, 4) ? Optional.of(shadow()) : Optional.empty();
        Optional<String> fallback = optional(flags, 8);
        Preset preset = Codes.PRESET.at(in.u8());
        long turn = in.signed();
        return new Decision(
                decisionId,
                taskId,
                epoch,
                seq,
                level,
                atMs,
                pipeline,
                capability,
                optionId,
                layout,
                state,
                candidates,
                chosen,
                propensity,
                draw,
                seedId,
                policy,
                revision,
                floor,
                mode,
                arm,
                heuristic,
                heuristicChoice,
                shadow,
                fallback,
                preset,
                turn);
    }

    private Shadow shadow() {
        return new Shadow(in.string(), in.signed(), in.integer(), in.doubles());
    }

    private CandidateEntry candidate() {
        int flags = in.u8();
        String id = in.string();
        int facts = in.integer();
        Optional<Mask> mask = set(flags, 4) ? Optional.of(Codes.MASK.at(in.u8())) : Optional.empty();
        double score = set(flags, 8) ? in.f64() : 0;
        double spread = set(flags, 16) ? in.f64() : 0;
        double probability = set(flags, 32) ? in.f64() : 0;
        return new CandidateEntry(
                id, in.floats(), facts, set(flags, 1), mask, set(flags, 2), score, spread, probability);
    }

    ExperienceRow row() {
        Decision decision = decision();
        int flags = in.u8();
        Optional<String> instance = optional(flags, 1);
        int k = in.integer();
        long durationMs = in.signed();
        RewardParts parts = parts();
        double reward = in.f64();
        double[] targets = in.doubles();
        Optional<float[]> nextState = set(flags, 2) ? Optional.of(in.floats()) : Optional.empty();
        Optional<String> nextLayout = optional(flags, 4);
        Cause cause = Codes.CAUSE.at(in.u8());
        long closedAtMs = decision.atMs() + in.signed();
        return new ExperienceRow(
                decision,
                instance,
                k,
                durationMs,
                parts,
                reward,
                targets,
                nextState,
                nextLayout,
                set(flags, 8),
                set(flags, 16),
                cause,
                closedAtMs);
    }

    private RewardParts parts() {
        int present = in.u8();
        OptionalDouble success = part(present, 1);
        OptionalDouble latency = part(present, 2);
        OptionalDouble quality = part(present, 4);
        return new RewardParts(success, latency, quality, part(present, 8));
    }

    private OptionalDouble part(int present, int bit) {
        return set(present, bit) ? OptionalDouble.of(in.f64()) : OptionalDouble.empty();
    }

    private Optional<String> optional(int flags, int bit) {
        return set(flags, bit) ? Optional.of(in.string()) : Optional.empty();
    }

    private static boolean set(int flags, int bit) {
        return (flags & bit) != 0;
    }
}
