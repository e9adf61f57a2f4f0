package io.granger.hub.cli;

import io.granger.rl.lab.AgentKind;
import io.granger.rl.lab.LabRun;
import io.granger.rl.lab.OptionValueReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab}: learning agents in small worlds whose optimum is known. */
@Command(name = "lab", description = "let learning agents walk small worlds whose optimum is known; needs no hub")
final class LabCommand implements Callable<Integer> {
    private static final int MOST_EPISODES = 1_000_000;
    private static final int MOST_SEEDS = 1_000;
    private static final int VALUE_STEPS = 8_000_000;
    private static final int FOUR_ROOMS_EPISODES = 2000;
    private static final int TAXI_EPISODES = 5000;
    private static final int DEFAULT_SEEDS = 6;

    private final Terminal terminal;

    @Parameters(paramLabel = "WORLD", description = "fourrooms or taxi")
    private Place place = Place.FOURROOMS;

    @Option(names = "--agent", paramLabel = "A", description = "flat, smdp, intra, option-critic or auto (default)")
    private AgentKind agent = AgentKind.AUTO;

    @Option(
            names = "--episodes",
            paramLabel = "N",
            description = "episodes a seed (default: 2000 in fourrooms, 5000 in taxi, 0 with --values)")
    private Optional<Integer> episodes = Optional.empty();

    @Option(
            names = "--goal-change",
            paramLabel = "AT",
            description = "fourrooms: from episode AT on the goal is another cell, one for each seed")
    private Optional<Integer> goalChange = Optional.empty();

    @Option(names = "--seeds", paramLabel = "N", description = "run seeds 1 to N (default: 6)")
    private int seeds = DEFAULT_SEEDS;

    @Option(
            names = "--values",
            description = "fourrooms: option values learnt from random primitive actions alone, beside exact ones")
    private boolean values;

    @Option(names = "--json", description = "one JSON object instead of a table")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    LabCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        refuseBadValues();
        List<LabRun> runs = new ArrayList<>();
        List<OptionValueReport> reports = new ArrayList<>();
        try (Progress progress = new Progress(terminal)) {
            for (int seed = 1; seed <= seeds; seed++) {
                runs.add(run(seed, progress));
                if (values) {
                    progress.show("seed " + seed + ": option values from " + VALUE_STEPS + " random steps");
                    reports.add(OptionValueReport.of(agent, VALUE_STEPS, seed));
                }
            }
        }
        LabPage page = new LabPage(place == Place.TAXI, changeAt(), runs, reports);
        if (json) {
            terminal.say(Json.line(page.json()));
        } else {
            page.lines(agent.toString()).forEach(terminal::say);
        }
        return Exit.OK.code();
    }

    private LabRun run(int seed, Progress progress) {
        int n = episodes();
        int hundredth = Math.max(1, n / 100);
        IntConsumer shown = done -> {
            if (done % hundredth == 0) {
                progress.show("seed " + seed + " of " + seeds + ": episode " + done + " of " + n);
            }
        };
        return place == Place.TAXI
                ? LabRun.taxi(agent, n, seed, shown)
                : LabRun.fourRooms(agent, n, changeAt(), seed, shown);
    }

    private int episodes() {
        boolean onlyValues = values && goalChange.isEmpty();
        return episodes.orElse(onlyValues ? 0 : place == Place.TAXI ? TAXI_EPISODES : FOUR_ROOMS_EPISODES);
    }

    private OptionalInt changeAt() {
        return goalChange.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private void refuseBadValues() {
        requireIn("--seeds", seeds, 1, MOST_SEEDS);
        if (place == Place.TAXI && goalChange.isPresent()) {
            throw new CommandFailed(Exit.USAGE, "--goal-change is for fourrooms; the goals of taxi do not move");
        }
        episodes.ifPresent(n -> requireIn("--episodes", n, 1, MOST_EPISODES));
        goalChange.ifPresent(at -> requireIn("--goal-change", at, 1, episodes() - 1));
        if (values && place == Place.TAXI) {
            throw new CommandFailed(Exit.USAGE, "--values is for fourrooms, where options alone reach the goal");
        }
        if (values && !OptionValueReport.isFor(agent)) {
            throw new CommandFailed(
                    Exit.USAGE,
                    "--values needs --agent intra or auto; " + agent + " learns nothing of options it does not follow");
        }
    }

    private static void requireIn(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CommandFailed(Exit.USAGE, option + " must be from " + least + " to " + most + ", was " + value);
        }
    }

    /** The worlds there are. */
    enum Place {
        FOURROOMS,
        TAXI;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
