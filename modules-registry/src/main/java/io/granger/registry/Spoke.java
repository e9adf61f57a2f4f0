package io.granger.registry;

import io.granger.task.Bounds;
import io.granger.task.NameRule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A worker as it registers: one instance of a named, versioned module, reachable at an address.
 *
 * @param instance {@code [A-Za-z0-9._:-]{1,128}}; an empty one becomes the address
 * @param address {@code [A-Za-z0-9._-]{1,128}}
 * @param owner who registered it: the principal, or the address where there are none
 * @param capabilities 1 to 64, names unique
 * @param concurrency most calls at once, 1 to 10,000
 * @param labels at most 32; keys {@code [A-Za-z0-9._/-]{1,63}}, values of at most 256 characters
 */
public record Spoke(
        String name,
        SemVer version,
        String instance,
        String address,
        String owner,
        List<Capability> capabilities,
        int concurrency,
        Map<String, String> labels) {
    private static final int CAPABILITIES_MAX = 64;
    private static final int CONCURRENCY_MAX = 10_000;
    private static final int LABELS_MAX = 32;
    private static final int LABEL_VALUE_MAX = 256;
    private static final int OWNER_MAX = 256;
    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._/-]{1,63}");

    public Spoke {
        NameRule.check("spoke name", name);
        check("address", address, ADDRESS);
        instance = instance.isEmpty() ? address : instance;
        check("instance", instance, INSTANCE);
        Bounds.printable("owner", owner, OWNER_MAX);
        capabilities = List.copyOf(capabilities);
        Bounds.between("number of capabilities", capabilities.size(), 1, CAPABILITIES_MAX);
        Set<String> names = new HashSet<>();
        for (Capability capability : capabilities) {
            if (!names.add(capability.name())) {
                throw new IllegalArgumentException("duplicate capability " + NameRule.shown(capability.name()));
            }
        }
        Bounds.between("concurrency", concurrency, 1, CONCURRENCY_MAX);
        labels = Map.copyOf(labels);
        Bounds.between("number of labels", labels.size(), 0, LABELS_MAX);
        labels.forEach((key, value) -> {
            check("label", key, LABEL);
            Bounds.length("label " + key, value, LABEL_VALUE_MAX);
        });
    }

    /** {@code NAME@VERSION#INSTANCE}. */
    public String spokeId() {
        return name + '@' + version + '#' + instance;
    }

    /** Whether a spoke from outside may use the address: well-formed, and not one the hub or the bus uses itself. */
    public static boolean isFreeAddress(String address) {
        return ADDRESS.matcher(address).matches()
                && !address.equals("granger")
                && !address.startsWith("granger.")
                && !address.startsWith("__vertx");
    }

    private static void check(String what, String text, Pattern pattern) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " must match " + pattern + ", was " + NameRule.shown(text));
        }
    }
}
