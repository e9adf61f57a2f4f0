package io.granger.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.registry.ChainResult.Chains;
import io.granger.registry.ChainResult.NoChain;
import io.granger.registry.ChainResult.TooMany;
import io.granger.task.Chain;
import io.granger.task.Recipe.Alternatives;
import io.granger.task.Recipe.Goal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The search for a goal's chains against trying out every sequence there is. */
class GoalSearchPropertyTest {
    private static final List<String> NAMES = List.of("a", "a-b", "b", "c", "d");
    private static final List<String> TYPES = List.of("t/1", "t/2", "t/3", "u/1", "u/2");

    record Edge(String capability, String accepts, String produces) {}

    @Property(seed = "1", tries = 2_000)
    void chains_sameAsByTryingOut(
            @ForAll("edges") @Size(max = 8) List<Edge> edges,
            @ForAll("patterns") String produces,
            @ForAll("through") List<String> through,
            @ForAll @IntRange(min = 1, max = 5) int maxSteps,
            @ForAll @IntRange(min = 1, max = 40) int limit) {
        int steps = Math.max(maxSteps, Math.max(1, through.size()));
        RegistrySnapshot snapshot = snapshot(edges);
        List<List<String>> expected = tryOut(edges, "t/1", produces, steps, through);
        ChainResult result = CapabilityGraph.chains(new Goal("t/*", produces, steps, through), "t/1", snapshot, limit);
        if (expected.isEmpty()) {
            assertThat(result).isInstanceOf(NoChain.class);
        } else if (expected.size() > limit) {
            assertThat(result).isEqualTo(new TooMany(limit));
        } else {
            assertThat(result)
                    .isEqualTo(new Chains(expected.stream()
                            .map(names -> Chain.of(names.toArray(String[]::new)))
                            .toList()));
        }
    }

    /** Every chain of a goal joins, and misfit, canFinish and chains never disagree. */
    @Property(seed = "1", tries = 1_000)
    void misfit_agreesWithTryingOut(
            @ForAll("edges") @Size(max = 8) List<Edge> edges,
            @ForAll("names") @Size(min = 1, max = 4) List<String> names) {
        RegistrySnapshot snapshot = snapshot(edges);
        Chain chain = Chain.of(names.toArray(String[]::new));
        boolean joins = canGo(edges, "t/1", names, "*/*");
        assertThat(CapabilityGraph.misfit(chain, "t/1", snapshot).isEmpty()).isEqualTo(joins);
        assertThat(CapabilityGraph.canFinish("t/1", chain, snapshot)).isEqualTo(joins);
        assertThat(CapabilityGraph.chains(new Alternatives(List.of(chain)), "t/1", snapshot, 1) instanceof Chains)
                .isEqualTo(joins);
    }

    @Provide
    Arbitrary<List<Edge>> edges() {
        return Combinators.combine(anyName(), patterns(), Arbitraries.of(TYPES))
                .as(Edge::new)
                .list();
    }

    @Provide
    Arbitrary<List<String>> names() {
        return anyName().list();
    }

    @Provide
    Arbitrary<String> patterns() {
        List<String> patterns = new ArrayList<>(TYPES);
        patterns.addAll(List.of("t/*", "u/*", "*/*"));
        return Arbitraries.of(patterns);
    }

    @Provide
    Arbitrary<List<String>> through() {
        return anyName().list().uniqueElements().ofMaxSize(2);
    }

    private static Arbitrary<String> anyName() {
        return Arbitraries.of(NAMES);
    }

    private static List<List<String>> tryOut(
            List<Edge> edges, String type, String produces, int maxSteps, List<String> through) {
        List<String> names = new ArrayList<>(
                new TreeSet<>(edges.stream().map(Edge::capability).toList()));
        List<List<String>> good = new ArrayList<>();
        for (List<String> sequence : arrangements(names, maxSteps)) {
            List<String> placed = sequence.stream().filter(through::contains).toList();
            if (placed.equals(through) && canGo(edges, type, sequence, produces)) {
                good.add(sequence);
            }
        }
        good.sort(Comparator.<List<String>>comparingInt(List::size).thenComparing((left, right) -> {
            for (int i = 0; i < left.size(); i++) {
                int order = left.get(i).compareTo(right.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }));
        return good;
    }

    /** All sequences of one to so many different names. */
    private static List<List<String>> arrangements(List<String> names, int length) {
        List<List<String>> all = new ArrayList<>();
        List<List<String>> last = List.of(List.of());
        for (int i = 0; i < length; i++) {
            List<List<String>> next = new ArrayList<>();
            for (List<String> sequence : last) {
                for (String name : names) {
                    if (!sequence.contains(name)) {
                        List<String> longer = new ArrayList<>(sequence);
                        longer.add(name);
                        next.add(longer);
                    }
                }
            }
            all.addAll(next);
            last = next;
        }
        return all;
    }

    /** Whether some way over single edges follows the names and ends in the wanted type. */
    private static boolean canGo(List<Edge> edges, String type, List<String> names, String produces) {
        if (names.isEmpty()) {
            return MediaType.matches(produces, type);
        }
        return edges.stream()
                .anyMatch(edge -> edge.capability().equals(names.get(0))
                        && MediaType.matches(edge.accepts(), type)
                        && canGo(edges, edge.produces(), names.subList(1, names.size()), produces));
    }

    /** Each edge is a spoke of its own. */
    private static RegistrySnapshot snapshot(List<Edge> edges) {
        SpokeRegistry registry = new SpokeRegistry(RegistrySettings.defaults());
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            Capability capability = Capability.of(edge.capability(), edge.accepts(), edge.produces());
            registry.register(
                    new Spoke("s" + i, new SemVer(1, 0, 0), "a", "x", "me", List.of(capability), 1, Map.of()), 0);
        }
        return registry.snapshot(0);
    }
}
