package io.granger.routing;

import java.util.List;

/**
 * The names of a state's values, in order, and which of them the step level sees.
 *
 * @param id {@code v1-} and eight hexadecimal digits of a hash of the names: a policy refuses a layout it was not
 *     trained on
 * @param names one for each value, all different
 * @param stepWidth how many of them come before the weights of the preset
 */
public record StateLayout(String id, List<String> names, int stepWidth) {
    /** How many values come last: the weights of the preset. */
    public static final int TAIL = 4;

    public StateLayout {
        names = List.copyOf(names);
        if (stepWidth != names.size() - TAIL) {
            throw new IllegalArgumentException(
                    "step width must be " + (names.size() - TAIL) + ", all but the tail, is " + stepWidth);
        }
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("names of a layout must differ, are " + names);
        }
    }
}
