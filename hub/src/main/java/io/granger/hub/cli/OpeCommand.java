package io.granger.hub.cli;

import io.granger.rl.ope.ChoiceLog;
import io.granger.rl.ope.Limit;
import io.granger.rl.ope.OffPolicyReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ope}: what a policy is worth, told from the log of another. */
@Command(
        name = "ope",
        description = "estimate a policy's value from the log of another; needs no hub",
        footer = {
            "",
            "The log is one of:",
            "- a CSV with action, reward, pscore, pi_ARM.. and, where there is a reward model, qhat_ARM..; else",
            "  one is fitted by cross-fitting, from columns x:NAME too;",
            "- a CSV with position, item_id, click, pscore, and item x position tables as --target, --qhat;",
            "- experience rows, one JSON object per line, with --policy. The step rows count, with reward",
            "  (score + 1) / 2."
        })
final class OpeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--log", paramLabel = "FILE", required = true, description = "the log: CSV or experience rows")
    private Path log = Path.of("");

    @Option(names = "--target", paramLabel = "FILE", description = "target policy as a table item_id, pos0, pos1, ..")
    private Optional<Path> target = Optional.empty();

    @Option(names = "--qhat", paramLabel = "FILE", description = "reward model as a table item_id, pos0, pos1, ..")
    private Optional<Path> model = Optional.empty();

    @Option(
            names = "--policy",
            paramLabel = "VERSION",
            description =
                    "for experience rows: the policy to judge, where rows hold its probabilities because it acted or"
                            + " was the shadow, or the heuristic that they name")
    private Optional<String> policy = Optional.empty();

    @Option(
            names = "--clip",
            paramLabel = "L",
            description =
                    "parameter of ipw_clip, dr_clip, switch_dr, dros and, up to 1, sg_ipw; may be given several times")
    private List<String> clips = new ArrayList<>();

    @Option(
            names = "--baseline",
            paramLabel = "V",
            description = "value in [0,1] to compare with (default: mean reward of the log)")
    private Optional<Double> baseline = Optional.empty();

    @Option(names = "--json", description = "one JSON object instead of a table")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    OpeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Limit> limits = clips.stream().distinct().map(OpeCommand::limit).toList();
        OptionalDouble compared = baseline();
        ChoiceLog choices = read();
        if (choices.size() < 2) {
            throw new CommandFailed(Exit.FAILED, log + ": has 1 usable row, needs at least 2");
        }
        OffPolicyReport report = OffPolicyReport.of(choices, limits, compared.orElse(choices.meanReward()));
        OpePage page = new OpePage(report);
        if (json) {
            terminal.say(Json.line(page.json()));
        } else {
            page.lines().forEach(terminal::say);
        }
        return Exit.OK.code();
    }

    private ChoiceLog read() {
        if (ExperienceChoices.isExperience(log)) {
            if (target.isPresent() || model.isPresent()) {
                throw new CommandFailed(Exit.USAGE, "--target and --qhat go with a CSV log, " + log + " is JSON Lines");
            }
            String version = policy.orElseThrow(
                    () -> new CommandFailed(Exit.USAGE, log + " holds experience rows: name the policy by --policy"));
            return new ExperienceChoices(version, terminal::note).read(log);
        }
        if (policy.isPresent()) {
            throw new CommandFailed(
                    Exit.USAGE, "--policy goes with experience rows, " + log + " is none of JSON Lines");
        }
        CsvTable table = CsvTable.read("--log", log);
        if (target.isPresent()) {
            return PositionTables.of(
                    table, CsvTable.read("--target", target.get()), model.map(file -> CsvTable.read("--qhat", file)));
        }
        if (model.isPresent()) {
            throw new CommandFailed(Exit.USAGE, "--qhat goes with --target; a CSV log has columns qhat_ARM of its own");
        }
        return ChoiceTables.of(table);
    }

    private OptionalDouble baseline() {
        if (baseline.isEmpty()) {
            return OptionalDouble.empty();
        }
        double value = baseline.get();
        if (!(value >= 0 && value <= 1)) {
            throw new CommandFailed(Exit.USAGE, "--baseline must be in [0, 1], is " + value);
        }
        return OptionalDouble.of(value);
    }

    private static Limit limit(String text) {
        try {
            return Limit.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(Exit.USAGE, "--clip must be a number above 0, is '" + Wording.plain(text) + "'");
        }
    }
}
