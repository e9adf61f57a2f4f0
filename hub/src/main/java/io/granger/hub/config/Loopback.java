package io.granger.hub.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which hosts are this machine and nothing else, judged by the text alone: no name is looked up. */
final class Loopback {
    private static final Pattern IPV4 = Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}");

    private Loopback() {}

    /** Whether {@code host} is {@code localhost}, {@code 127.x.x.x} or {@code ::1}. */
    static boolean is(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("::1")
                || name.equals("[::1]")
                || IPV4.matcher(name).matches();
    }

    /** The host of {@code host}, {@code host:port} or {@code [host]:port}. */
    static String hostOf(String member) {
        if (member.startsWith("[")) {
            int end = member.indexOf(']');
            return end < 0 ? member : member.substring(1, end);
        }
        int colon = member.indexOf(':');
        boolean isPort = colon >= 0 && colon == member.lastIndexOf(':');
        return isPort ? member.substring(0, colon) : member;
    }
}
