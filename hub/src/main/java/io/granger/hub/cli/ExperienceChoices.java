package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granger.hub.shape.ApiError;
import io.granger.hub.train.LoggedRow;
import io.granger.rl.ope.ChoiceLog;
import io.granger.rl.ope.CrossFit;
import io.granger.rl.ope.LoggedChoice;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads experience rows, as {@code experience export} writes them, as choices with the probabilities that a policy gave.
 *
 * <p>A row holds these where the policy acted, or was the shadow, or is the heuristic that was asked beside the policy that acted: then
 * the heuristic's choice, drawn apart from the policy's, stands for them. Probabilities are never computed afresh: a policy that
 * learns as it goes is another one at every row. Only step rows are read; the reward of an option comes at the end of its task.
 */
final class ExperienceChoices {
    private static final double MUCH_UNSEEN = .01;

    private final String policy;
    private final Consumer<String> note;
    private final List<LoggedChoice> choices = new ArrayList<>();
    private final List<double[][]> features = new ArrayList<>();
    private final Map<String, Integer> held = new TreeMap<>();
    private int otherLevels;
    private int withoutPolicy;
    private int outcomes;
    private double unseen;
    private int stateLength;
    private int candidateLength;

    /**
     * @param policy version to judge
     * @param note takes what the person should know beside the result
     */
    ExperienceChoices(String policy, Consumer<String> note) {
        this.policy = policy;
        this.note = note;
    }

    /** Whether the file is one of JSON objects rather than of commas. */
    static boolean isExperience(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailed(Exit.USAGE, "--log: there is no file " + file);
        }
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String first = reader.readLine();
            return first != null && first.stripLeading().startsWith("{");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    ChoiceLog read(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String line;
            for (long number = 1; (line = reader.readLine()) != null; number++) {
                if (!line.isBlank()) {
                    take(new Place(file, number), line);
                }
            }
        } catch (CharacterCodingException e) {
            throw new CommandFailed(Exit.FAILED, file + ": is not UTF-8 text");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        if (choices.isEmpty()) {
            throw new CommandFailed(Exit.FAILED, file + ": " + nothing());
        }
        tell();
        return CrossFit.ridge(new ChoiceLog(choices), (row, action) -> padded(features.get(row), action));
    }

    private static CommandFailed unreadable(Path file, IOException e) {
        return new CommandFailed(Exit.FAILED, file + ": cannot be read: " + Wording.plain(e.getMessage() + ""));
    }

    private String nothing() {
        if (held.isEmpty()) {
            return "has no step rows";
        }
        List<String> known = new ArrayList<>();
        held.forEach((name, rows) -> known.add(name + " (" + Wording.count(rows, "row") + ")"));
        return "no step row holds probabilities of policy " + Wording.plain(policy) + "; there are those of "
                + String.join(", ", known)
                + ". To judge another one let it run in shadow mode and export the rows again";
    }

    private void tell() {
        if (withoutPolicy > 0) {
            note.accept("left out " + Wording.count(withoutPolicy, "step row") + " without probabilities of "
                    + Wording.plain(policy));
        }
        if (otherLevels > 0) {
            note.accept(
                    "left out " + Wording.count(otherLevels, "row") + " of other levels: only steps are judged here");
        }
        if (outcomes > 0) {
            note.accept("left out " + Wording.count(outcomes, "outcome")
                    + " that stand by themselves; those within rows are joined");
        }
        double share = unseen / choices.size();
        if (share > MUCH_UNSEEN) {
            note.accept("warning: " + Wording.percent(share)
                    + " of the policy's probability is on candidates that could not have been chosen;"
                    + " what they would have earned is not in the log");
        }
    }

    private void take(Place place, String line) {
        ObjectNode row = Json.objectOn(place.toString(), line);
        if (row.path("schema").asText().equals("granger.outcome/1")) {
            outcomes++;
            return;
        }
        if (!row.path("schema").asText().equals("granger.experience/1")) {
            throw place.wrong(
                    "schema",
                    "must be granger.experience/1, is "
                            + Wording.plain(row.path("schema").asText("missing")));
        }
        if (!row.path("level").asText().equals("step")) {
            otherLevels++;
            return;
        }
        JsonNode candidates = row.path("candidates");
        int chosen = place.index(row, "chosen", candidates.size());
        double reward = (place.number(row, "reward", -1, 1) + 1) / 2;
        if (!row.path("outcomes").isEmpty()) {
            reward = (joined(place, line) + 1) / 2;
        }
        double propensity = place.number(row, "propensity", Double.MIN_VALUE, 1);
        Optional<double[]> target = target(place, row, candidates);
        if (target.isEmpty()) {
            withoutPolicy++;
            return;
        }
        double[] probabilities = target.get();
        for (int i = 0; i < probabilities.length; i++) {
            if (candidates.get(i).path("probability").asDouble() <= 0) {
                unseen += probabilities[i];
            }
        }
        choices.add(new LoggedChoice(chosen, reward, propensity, probabilities, new double[0]));
        features.add(features(row, candidates));
    }

    /** The reward with what was said about the decision after it closed. */
    private static double joined(Place place, String line) {
        try {
            LoggedRow logged = LoggedRow.of(new JsonObject(line));
            return Math.clamp(logged.reward(logged.row().decision().preset()), -1, 1);
        } catch (ApiError e) {
            throw new CommandFailed(Exit.FAILED, place + ": " + Wording.plain(String.valueOf(e.getMessage())));
        }
    }

    private Optional<double[]> target(Place place, JsonNode row, JsonNode candidates) {
        String acted = row.path("policy").asText();
        held.merge(acted, 1, Integer::sum);
        if (acted.equals(policy)) {
            double[] own = new double[candidates.size()];
            for (int i = 0; i < own.length; i++) {
                own[i] = place.number(candidates.get(i), "probability", 0, 1);
            }
            return Optional.of(normalised(place, own));
        }
        JsonNode shadow = row.path("shadow");
        String beside = shadow.path("policy").asText();
        if (!beside.isEmpty()) {
            held.merge(beside, 1, Integer::sum);
        }
        if (beside.equals(policy)) {
            return Optional.of(normalised(place, shadow(place, shadow.path("probabilities"), candidates.size())));
        }
        String heuristic = row.path("heuristic").asText();
        if (!heuristic.isEmpty() && !heuristic.equals(acted)) {
            held.merge(heuristic, 1, Integer::sum);
        }
        if (heuristic.equals(policy)) {
            double[] indicator = new double[candidates.size()];
            indicator[place.index(row, "heuristicChoice", candidates.size())] = 1;
            return Optional.of(indicator);
        }
        return Optional.empty();
    }

    private static double[] shadow(Place place, JsonNode given, int candidates) {
        if (given.size() != candidates) {
            throw place.wrong(
                    "shadow.probabilities", "must be " + candidates + ", one a candidate, are " + given.size());
        }
        double[] probabilities = new double[candidates];
        for (int i = 0; i < candidates; i++) {
            probabilities[i] = given.get(i).asDouble(Double.NaN);
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
                throw place.wrong(
                        "shadow.probabilities",
                        "must be in [0, 1], one is "
                                + Wording.plain(given.get(i).asText()));
            }
        }
        return probabilities;
    }

    private static double[] normalised(Place place, double[] probabilities) {
        double sum = 0;
        for (double probability : probabilities) {
            sum += probability;
        }
        if (!(Math.abs(sum - 1) <= 1e-6)) {
            throw place.wrong("probabilities", "must sum to 1, sum to " + sum);
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /** The state first, then each candidate. */
    private double[][] features(JsonNode row, JsonNode candidates) {
        double[][] numbers = new double[1 + candidates.size()][];
        numbers[0] = numbers(row.path("state").path("raw"));
        stateLength = Math.max(stateLength, numbers[0].length);
        for (int i = 0; i < candidates.size(); i++) {
            numbers[1 + i] = numbers(candidates.get(i).path("features"));
            candidateLength = Math.max(candidateLength, numbers[1 + i].length);
        }
        return numbers;
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Math.clamp(array.get(i).asDouble(), -1e6, 1e6);
        }
        return numbers;
    }

    private double[] padded(double[][] numbers, int candidate) {
        double[] x = new double[1 + stateLength + candidateLength];
        x[0] = 1;
        System.arraycopy(numbers[0], 0, x, 1, numbers[0].length);
        System.arraycopy(numbers[1 + candidate], 0, x, 1 + stateLength, numbers[1 + candidate].length);
        return x;
    }

    /** A line of the file, for what is said about it. */
    private record Place(Path file, long line) {

        double number(JsonNode object, String field, double least, double most) {
            JsonNode node = object.path(field);
            double value = node.isNumber() ? node.asDouble() : Double.NaN;
            if (!(value >= least && value <= most)) {
                String bounds = least == Double.MIN_VALUE ? "(0" : "[" + least;
                throw wrong(
                        field,
                        "must be a number in " + bounds + ", " + most + "], is "
                                + (node.isMissingNode() ? "missing" : Wording.plain(node.asText())));
            }
            return value;
        }

        int index(JsonNode object, String field, int size) {
            JsonNode node = object.path(field);
            if (!node.isInt() || node.asInt() < 0 || node.asInt() >= size) {
                throw wrong(
                        field,
                        "must be the place of one of " + Wording.count(size, "candidate") + ", is "
                                + (node.isMissingNode() ? "missing" : Wording.plain(node.asText())));
            }
            return node.asInt();
        }

        CommandFailed wrong(String field, String why) {
            return new CommandFailed(Exit.FAILED, this + ": field " + field + " " + why);
        }

        @Override
        public String toString() {
            return file + ":" + line;
        }
    }
}
