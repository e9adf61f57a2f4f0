package io.granger.rl.option;

import java.util.Arrays;
import java.util.List;

/** Options whose initiation set holds a state. */
final class StartableOptions {

    private StartableOptions() {}

    /** Their values, in the order of the options. */
    static double[] values(List<Option> options, OptionValues values, float[] state) {
        double[] all = values.values(state);
        double[] startable = new double[all.length];
        int n = 0;
        for (int o = 0; o < all.length; o++) {
            if (options.get(o).mayStart(state)) {
                startable[n++] = all[o];
            }
        }
        return Arrays.copyOf(startable, n);
    }

    static List<Option> requireValued(List<Option> options, OptionValues values) {
        if (options.size() != values.options()) {
            throw new IllegalArgumentException(
                    "options must be as many as are valued, " + values.options() + ", are " + options.size());
        }
        return List.copyOf(options);
    }
}
