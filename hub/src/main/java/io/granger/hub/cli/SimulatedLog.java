package io.granger.hub.cli;

import io.granger.hub.store.RowJson;
import io.granger.routing.Arm;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Cause;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.RewardParts;
import io.granger.routing.RoutingMode;
import io.granger.routing.StateLayout;
import io.granger.routing.simulation.RecordedTable;
import io.granger.routing.simulation.RowEncoder;
import io.granger.routing.simulation.SeededDraws;
import io.granger.routing.simulation.SimulatedRound;
import io.granger.task.Preset;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes the rounds of simulations as experience rows, one JSON object per line, for {@code ope} and {@code experience}.
 *
 * <p>A round is a step of a task of its own; round n is at n ms of 1970. Candidates are in the table's order. The reward is {@code 2 r -
 * 1}, not below -1 however dear the arm was. No heuristic was asked, so the table's first arm stands for one.
 */
final class SimulatedLog implements AutoCloseable {
    private static final String LAYOUT = "table";

    private final Path file;
    private final RecordedTable table;
    private final RowEncoder encoder;
    private final BufferedWriter writer;

    SimulatedLog(Path file, RecordedTable table) {
        this.file = file;
        this.table = table;
        this.encoder = new RowEncoder(table.features());
        try {
            this.writer = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** All alike, so that they score to the reward under every preset and the rows can be trained on. */
    private static double[] targets(double reward) {
        double[] targets = new double[RewardParts.COUNT];
        java.util.Arrays.fill(targets, Math.clamp(reward, 0, 1));
        return targets;
    }

    void write(String policy, long seed, SimulatedRound round) {
        ExperienceRow row = new ExperienceRow(
                decision(policy, seed, round),
                Optional.empty(),
                1,
                0,
                RewardParts.NONE,
                Math.clamp(2 * round.reward() - 1, -1, 1),
                targets(round.reward()),
                Optional.empty(),
                Optional.empty(),
                true,
                false,
                Cause.GOAL,
                round.round());
        try {
            writer.write(RowJson.row(row).encode());
            writer.newLine();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Decision decision(String policy, long seed, SimulatedRound round) {
        float[] features = encoder.raw(round.row());
        String task = policy + "-" + seed + "-row-" + round.row();
        return new Decision(
                task + ".0-0",
                task,
                0,
                0,
                Level.STEP,
                round.round(),
                "simulate",
                Optional.of("choose"),
                "",
                LAYOUT,
                Arrays.copyOf(features, features.length + StateLayout.TAIL),
                candidates(round.probabilities()),
                round.arm(),
                round.probabilities()[round.arm()],
                round.draw(),
                new SeededDraws(seed).seedId(),
                policy,
                round.round(),
                0,
                RoutingMode.RL,
                Arm.NONE,
                "first",
                0,
                Optional.empty(),
                Optional.empty(),
                Preset.BALANCED,
                round.round());
    }

    private List<CandidateEntry> candidates(double[] probabilities) {
        List<CandidateEntry> candidates = new ArrayList<>();
        for (int arm = 0; arm < probabilities.length; arm++) {
            candidates.add(CandidateEntry.raw(table.arms().get(arm), new float[0], 0)
                    .judged(0, 0, Math.min(1, probabilities[arm])));
        }
        return candidates;
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private CommandFailed unwritable(IOException e) {
        return new CommandFailed(Exit.FAILED, file + ": cannot be written: " + Wording.plain(e.getMessage() + ""));
    }
}
