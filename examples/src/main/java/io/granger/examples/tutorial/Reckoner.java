package io.granger.examples.tutorial;

/** Three ways to reckon, each with a weakness: which one is best depends on the question. */
enum Reckoner {
    /** Adds without fault, and only adds: a product it takes for a sum. */
    ABACUS("abacus") {
        @Override
        long answer(Question question, boolean isBroken) {
            return isBroken ? withoutCarrying(question) : question.sum();
        }
    },

    /** Adds and multiplies, to three digits. */
    SLIDE_RULE("slide-rule") {
        @Override
        long answer(Question question, boolean isBroken) {
            long answer = question.answer();
            long unit = 1;
            while (answer / unit >= THREE_DIGITS) {
                unit *= TEN;
            }
            return Math.round((double) answer / unit) * unit;
        }
    },

    /** Adds and multiplies, and slips on about one question in three, on the same ones each time. */
    APPRENTICE("apprentice") {
        @Override
        long answer(Question question, boolean isBroken) {
            boolean slips = Math.floorMod(question.numbers().hashCode() * SPREAD >>> SHIFT, SLIPS) == 0;
            return question.answer() + (slips ? TEN : 0);
        }
    };

    private static final long THREE_DIGITS = 1_000;
    private static final int TEN = 10;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int SHIFT = 33;
    private static final int SLIPS = 3;

    private final String word;

    Reckoner(String word) {
        this.word = word;
    }

    /** The spoke's name. */
    String word() {
        return word;
    }

    /**
     * What it answers, at once and without a doubt.
     *
     * @param isBroken whether the abacus came back from repair and no longer carries tens; the others take no notice
     */
    abstract long answer(Question question, boolean isBroken);

    private static long withoutCarrying(Question question) {
        long answer = 0;
        for (long place = 1; place <= question.sum(); place *= TEN) {
            long column = 0;
            for (int number : question.numbers()) {
                column += number / place % TEN;
            }
            answer += column % TEN * place;
        }
        return answer;
    }
}
