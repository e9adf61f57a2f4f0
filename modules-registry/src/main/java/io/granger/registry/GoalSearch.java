package io.granger.registry;

import io.granger.task.Chain;
import io.granger.task.Recipe;
import io.granger.task.StepSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All capability sequences from one type to another, fewest steps first, then by name.
 *
 * <p>For each length in turn, a walk in name order that turns back where the goal cannot be reached any more in exactly
 * the steps that are left. What can be reached is known beforehand, by dynamic programming over types that forgets only
 * that no capability may come twice; so nearly every walk ends in a chain, and the work follows the number of chains
 * that are wanted, not of those there are. A bound on the work covers graphs made to defeat that.
 */
final class GoalSearch {
    private static final int WORK_MAX = 1_000_000;

    private final Recipe.Goal goal;
    private final int limit;
    private final String[] names;
    private final List<List<Offer>> offers = new ArrayList<>();
    // Place of each capability in goal.through(), or -1.
    private final int[] place;
    private final Map<String, Integer> typeNumbers = new LinkedHashMap<>();
    private final Map<String, BitSet> fits = new HashMap<>();
    // Of a type: the capabilities that accept it.
    private final List<BitSet> takers = new ArrayList<>();
    // [steps left][placed of through]: types from which the goal can be reached.
    private final BitSet[][] reach;
    private final List<Chain> found = new ArrayList<>();
    private final int[] path;
    private final boolean[] used;
    private int work;

    private GoalSearch(Recipe.Goal goal, String type, RegistrySnapshot registry, int limit) {
        this.goal = goal;
        this.limit = limit;
        this.names = registry.capabilities().stream().sorted().toArray(String[]::new);
        this.place = Arrays.stream(names).mapToInt(goal.through()::indexOf).toArray();
        this.path = new int[goal.maxSteps()];
        this.used = new boolean[names.length];
        this.typeNumbers.put(type, 0);
        for (String name : names) {
            List<Offer> distinct = registry.offers(name);
            offers.add(distinct);
            distinct.forEach(offer -> typeNumbers.putIfAbsent(offer.produces(), typeNumbers.size()));
        }
        typeNumbers.forEach((name, number) -> takers.add(new BitSet()));
        for (int capability = 0; capability < names.length; capability++) {
            for (Offer offer : offers.get(capability)) {
                for (String pattern : offer.accepts()) {
                    BitSet fitting = fitting(pattern);
                    for (int t = fitting.nextSetBit(0); t >= 0; t = fitting.nextSetBit(t + 1)) {
                        takers.get(t).set(capability);
                    }
                }
            }
        }
        this.reach = reach();
    }

    static ChainResult chains(Recipe.Goal goal, String type, RegistrySnapshot registry, int limit) {
        if (!MediaType.matches(goal.accepts(), type)) {
            return new ChainResult.NoChain("the input is of type " + type + ", but the goal accepts " + goal.accepts());
        }
        GoalSearch search = new GoalSearch(goal, type, registry, limit);
        BitSet start = new BitSet();
        start.set(0);
        for (int length = 1; length <= goal.maxSteps(); length++) {
            if (!search.walk(0, length, 0, start)) {
                return new ChainResult.TooMany(limit);
            }
        }
        return search.found.isEmpty()
                ? new ChainResult.NoChain(search.gap(type))
                : new ChainResult.Chains(search.found);
    }

    /** Extends the path by every way that can reach the goal in exactly so many steps; false: give up. */
    private boolean walk(int depth, int left, int placed, BitSet flowing) {
        if (!flowing.intersects(reach[left][placed])) {
            return true;
        }
        if (left == 0) {
            found.add(new Chain(Arrays.stream(path, 0, depth)
                    .mapToObj(capability -> StepSpec.of(names[capability]))
                    .toList()));
            return found.size() <= limit;
        }
        BitSet able = takersOf(flowing);
        for (int next = able.nextSetBit(0); next >= 0; next = able.nextSetBit(next + 1)) {
            if (used[next] || place[next] >= 0 && place[next] != placed) {
                continue;
            }
            if (++work > WORK_MAX) {
                return false;
            }
            path[depth] = next;
            used[next] = true;
            boolean goOn = walk(depth + 1, left - 1, place[next] >= 0 ? placed + 1 : placed, flow(next, flowing));
            used[next] = false;
            if (!goOn) {
                return false;
            }
        }
        return true;
    }

    private BitSet takersOf(BitSet flowing) {
        BitSet able = new BitSet();
        for (int t = flowing.nextSetBit(0); t >= 0; t = flowing.nextSetBit(t + 1)) {
            able.or(takers.get(t));
        }
        return able;
    }

    private BitSet flow(int capability, BitSet flowing) {
        BitSet out = new BitSet();
        for (Offer offer : offers.get(capability)) {
            if (takes(offer, flowing)) {
                out.set(number(offer.produces()));
            }
        }
        return out;
    }

    private boolean takes(Offer offer, BitSet flowing) {
        for (String pattern : offer.accepts()) {
            if (fitting(pattern).intersects(flowing)) {
                return true;
            }
        }
        return false;
    }

    private BitSet[][] reach() {
        int all = goal.through().size();
        BitSet[][] reached = new BitSet[goal.maxSteps() + 1][all + 1];
        for (int left = 0; left <= goal.maxSteps(); left++) {
            for (int placed = 0; placed <= all; placed++) {
                reached[left][placed] = left == 0 ? ends(placed == all) : before(reached[left - 1], placed);
            }
        }
        return reached;
    }

    private BitSet ends(boolean complete) {
        return complete ? fitting(goal.produces()) : new BitSet();
    }

    /** The types from which one step leads to a type that is reached after it. */
    private BitSet before(BitSet[] after, int placed) {
        BitSet types = new BitSet();
        for (int capability = 0; capability < names.length; capability++) {
            if (place[capability] >= 0 && place[capability] != placed) {
                continue;
            }
            BitSet wanted = after[place[capability] >= 0 ? placed + 1 : placed];
            for (Offer offer : offers.get(capability)) {
                if (wanted.get(number(offer.produces()))) {
                    offer.accepts().forEach(pattern -> types.or(fitting(pattern)));
                }
            }
        }
        return types;
    }

    /** The types that fit a pattern. */
    private BitSet fitting(String pattern) {
        return fits.computeIfAbsent(pattern, key -> {
            BitSet types = new BitSet();
            typeNumbers.forEach((type, number) -> types.set(number, MediaType.matches(key, type)));
            return types;
        });
    }

    private int number(String type) {
        return typeNumbers.getOrDefault(type, 0);
    }

    private String gap(String type) {
        List<String> there = Arrays.asList(names);
        for (String capability : goal.through()) {
            if (!there.contains(capability)) {
                return "no spoke offers \"" + capability + '"';
            }
        }
        if (takers.get(0).isEmpty()) {
            return "no spoke accepts " + type;
        }
        BitSet ends = fitting(goal.produces());
        boolean made = offers.stream().flatMap(List::stream).anyMatch(offer -> ends.get(number(offer.produces())));
        if (!made) {
            return "no spoke produces " + goal.produces();
        }
        String through = goal.through().isEmpty() ? "" : " through " + String.join(", ", goal.through());
        return "no chain of at most " + goal.maxSteps() + " steps leads from " + type + " to " + goal.produces()
                + through;
    }
}
