package io.granger.hub.torture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This JVM's own command, for processes beside it. */
final class Jvm {
    private Jvm() {}

    /** Up to the name of the main class. */
    static ArrayList<String> command(String... flags) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", ""),
                "-cp",
                System.getProperty("java.class.path")));
        return command;
    }
}
