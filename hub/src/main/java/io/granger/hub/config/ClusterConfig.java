package io.granger.hub.config;

import java.util.List;

/**
 * Section {@code cluster}: several hubs, and spokes of other processes, on one bus. Takes effect at start.
 *
 * @param enabled whether the hub joins others; without it, it joins nobody
 * @param name of the cluster, 1 to 64 of letters, digits, dot, underscore and minus
 * @param host address the member listens at
 * @param port 1 to 65,535
 * @param members addresses of members to look for, {@code host} or {@code host:port}
 * @param hubs how many hubs the cluster has, 1 to 100
 * @param privateNetwork the operator's word that nobody else reaches these addresses: who does reads everything
 */
public record ClusterConfig(
        boolean enabled, String name, String host, int port, List<String> members, int hubs, boolean privateNetwork) {
    /** Alone. */
    public static final ClusterConfig DEFAULT =
            new ClusterConfig(false, "granger", "127.0.0.1", 5701, List.of(), 1, false);

    private static final String NEEDS_PRIVATE =
            "must be on loopback unless privateNetwork is true (whoever reaches a member reads everything), got \"%s\"";

    public ClusterConfig {
        members = List.copyOf(members);
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new BadSetting("name", "must be 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', got \"" + name + "\"");
        }
        BadSetting.requireHost("host", host);
        BadSetting.requireWithin("port", port, 1, 65_535);
        BadSetting.requireWithin("hubs", hubs, 1, 100);
        for (int i = 0; i < members.size(); i++) {
            BadSetting.requireHost("members[" + i + "]", members.get(i));
        }
        if (enabled && !privateNetwork) {
            requireLoopback("host", host, host);
            for (int i = 0; i < members.size(); i++) {
                requireLoopback("members[" + i + "]", members.get(i), Loopback.hostOf(members.get(i)));
            }
        }
    }

    private static void requireLoopback(String key, String given, String host) {
        if (!Loopback.is(host)) {
            throw new BadSetting(key, String.format(NEEDS_PRIVATE, given));
        }
    }

    static ClusterConfig read(Section section) {
        return new ClusterConfig(
                section.flag("enabled", DEFAULT.enabled),
                section.text("name", DEFAULT.name),
                section.text("host", DEFAULT.host),
                section.number("port", DEFAULT.port),
                section.texts("members", DEFAULT.members),
                section.number("hubs", DEFAULT.hubs),
                section.flag("privateNetwork", DEFAULT.privateNetwork));
    }
}
