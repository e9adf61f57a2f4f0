package io.granger.hub.store;

import io.granger.routing.CandidateEntry;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.RewardParts;
import io.granger.routing.Shadow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes decisions and rows in the format of {@link RowCodec}. Reusable; not thread-safe. */
final class RowEncoder {

    private final RowWriter out = new RowWriter();

    byte[] row(ExperienceRow row) {
        start(RowCodec.KIND_ROW);
        decision(row.decision());
        closing(row);
        return out.sealed();
    }

    byte[] decisions(List<Decision> decisions) {
        start(RowCodec.KIND_DECISIONS);
        out.varint(decisions.size());
        for (Decision decision : decisions) {
            decision(decision);
        }
        return out.sealed();
    }

    private void start(int kind) {
        out.clear();
        out.u8(RowCodec.VERSION);
        out.u8(kind);
    }

    private void decision(Decision d) {
        boolean plainId = d.decisionId().equals(RowCodec.plainId(d.taskId(), d.epoch(), d.seq()));
        out.u8(bit(plainId, 1)
                | bit(d.capability().isPresent(), 2)
                | bit(d.shadow().isPresent(), 4)
                | bit(d.fallback().isPresent(), 8));
        out.string(d.taskId());
        out.signed(d.epoch());
        out.signed(d.seq());
        if (!plainId) {
            out.string(d.decisionId());
        }
        out.u8(Codes.LEVEL.of(d.level()));
        out.signed(d.atMs());
        out.string(d.pipeline());
        d.capability().ifPresent(out::string);
        out.string(d.optionId());
        out.string(d.layout());
        out.floats(d.state());
        out.varint(d.candidates().size());
        for (CandidateEntry candidate : d.candidates()) {
            candidate(candidate);
        }
        choice(d);
    }

    private void choice(Decision d) {
        out.signed(d.chosen());
        out.f64(d.propensity());
        out.f64(d.draw());
        out.string(d.seedId());
        out.string(d.policy());
        out.signed(d.revision());
        out.f64(d.floor());
        out.u8(Codes.MODE.of(d.mode()));
        out.u8(Codes.ARM.of(d.arm()));
        out.string(d.heuristic());
        out.signed(d.heuristicChoice());
        if (d.shadow().isPresent()) {
            Shadow shadow = d.shadow().get();
            out.string(shadow.policy());
            out.signed(shadow.revision());
            out.signed(shadow.chosen());
            out.doubles(shadow.probabilities());
        }
        d.fallback().ifPresent(out::string);
        out.u8(Codes.PRESET.of(d.preset()));
        out.signed(d.turn());
    }

    private void candidate(CandidateEntry c) {
        out.u8(bit(c.eligible(), 1)
                | bit(c.breakerLast(), 2)
                | bit(c.mask().isPresent(), 4)
                | bit(written(c.score()), 8)
                | bit(written(c.spread()), 16)
                | bit(written(c.probability()), 32));
        out.string(c.id());
        out.signed(c.facts());
        if (c.mask().isPresent()) {
            out.u8(Codes.MASK.of(c.mask().get()));
        }
        writeUnlessZero(c.score());
        writeUnlessZero(c.spread());
        writeUnlessZero(c.probability());
        out.floats(c.features());
    }

    private void closing(ExperienceRow row) {
        RewardParts parts = row.parts();
        out.u8(bit(row.instance().isPresent(), 1)
                | bit(row.nextState().isPresent(), 2)
                | bit(row.nextLayout().isPresent(), 4)
                | bit(row.terminated(), 8)
                | bit(row.truncated(), 16));
        row.instance().ifPresent(out::string);
        out.signed(row.k());
        out.signed(row.durationMs());
        parts(parts);
        out.f64(row.reward());
        out.doubles(row.targets());
        Optional<float[]> next = row.nextState();
        if (next.isPresent()) {
            out.floats(next.get());
        }
        row.nextLayout().ifPresent(out::string);
        out.u8(Codes.CAUSE.of(row.cause()));
        out.signed(row.closedAtMs() - row.decision().atMs());
    }

    private void parts(RewardParts parts) {
        List<OptionalDouble> all = List.of(parts.success(), parts.latency(), parts.quality(), parts.cost());
        int present = 0;
        for (int i = 0; i < all.size(); i++) {
            present |= bit(all.get(i).isPresent(), 1 << i);
        }
        out.u8(present);
        for (OptionalDouble part : all) {
            part.ifPresent(out::f64);
        }
    }

    private void writeUnlessZero(double value) {
        if (written(value)) {
            out.f64(value);
        }
    }

    private static boolean written(double value) {
        return Double.doubleToRawLongBits(value) != 0;
    }

    private static int bit(boolean set, int value) {
        return set ? value : 0;
    }
}
