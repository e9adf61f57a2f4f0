package io.granger.hub.cli;

import java.util.ArrayList;
import java.util.List;

/** Breaks long sentences into lines of the table width. */
final class Words {
    private Words() {}

    /** The sentence on lines of at most 100 characters; every line begins with the indent. */
    static List<String> wrap(String indent, String sentence) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        for (String word : sentence.split(" ", -1)) {
            boolean empty = line.length() == indent.length();
            if (!empty && line.length() + 1 + word.length() > Table.WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
