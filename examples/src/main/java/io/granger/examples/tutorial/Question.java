package io.granger.examples.tutorial;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What numbers come to, added or multiplied: a question whose answer anyone can check.
 *
 * @param kind what to do with the numbers
 * @param numbers at least two
 */
record Question(Kind kind, List<Integer> numbers) {
    private static final double SUMS = .85;
    private static final int SUMMANDS_MAX = 8;
    private static final int SUMMAND_MAX = 300;
    private static final int FACTOR_MAX = 40;

    /** What to do with the numbers. */
    enum Kind {
        SUM,
        PRODUCT;

        private String word() {
            return this == SUM ? "sum" : "product";
        }
    }

    Question {
        numbers = List.copyOf(numbers);
        if (numbers.size() < 2) {
            throw new IllegalArgumentException("a question needs at least 2 numbers, has " + numbers.size());
        }
    }

    /** 85 of 100 are sums of two to eight numbers up to 300, the others products of two numbers up to 40. */
    static Question draw(SplittableRandom random) {
        boolean isSum = random.nextDouble() < SUMS;
        int count = isSum ? random.nextInt(2, SUMMANDS_MAX + 1) : 2;
        int max = isSum ? SUMMAND_MAX : FACTOR_MAX;
        return new Question(
                isSum ? Kind.SUM : Kind.PRODUCT,
                IntStream.range(0, count)
                        .mapToObj(i -> random.nextInt(2, max + 1))
                        .toList());
    }

    /** From the input of a task. */
    static Question of(JsonObject input) {
        return new Question(
                input.getString("kind").equals(Kind.SUM.word()) ? Kind.SUM : Kind.PRODUCT,
                input.getJsonArray("numbers").stream()
                        .map(n -> ((Number) n).intValue())
                        .toList());
    }

    /** The right answer. */
    long answer() {
        return kind == Kind.SUM
                ? sum()
                : numbers.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** The numbers added, whatever was asked. */
    long sum() {
        return numbers.stream().mapToLong(Integer::longValue).sum();
    }

    /** A task that asks it. What the policy may know before it decides: what kind it is, how many numbers, how large. */
    JsonObject task() {
        return new JsonObject()
                .put("pipeline", "reckon")
                .put("input", new JsonObject().put("kind", kind.word()).put("numbers", new JsonArray(numbers)))
                .put(
                        "features",
                        new JsonObject()
                                .put("kind", kind.word())
                                .put("count", numbers.size())
                                .put(
                                        "largest",
                                        numbers.stream()
                                                .mapToInt(Integer::intValue)
                                                .max()
                                                .orElse(0)));
    }
}
