package io.granger.examples.document;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The document types these spokes know, and the file endings they go by. */
public final class MediaTypes {

    public static final String PDF = "application/pdf";
    public static final String HTML = "text/html";
    public static final String RTF = "application/rtf";
    public static final String PLAIN_TEXT = "text/plain";
    public static final String SUMMARY = "text/summary";
    public static final String JSON = "application/json";

    private static final String OOXML = "application/vnd.openxmlformats-officedocument.";
    private static final Map<String, String> OFFICE = new TreeMap<>(Map.of(
            "doc",
            "application/msword",
            "docx",
            OOXML + "wordprocessingml.document",
            "ppt",
            "application/vnd.ms-powerpoint",
            "pptx",
            OOXML + "presentationml.presentation",
            "rtf",
            RTF,
            "xls",
            "application/vnd.ms-excel",
            "xlsx",
            OOXML + "spreadsheetml.sheet"));

    private MediaTypes() {}

    /** Types of office documents, in the order of their endings. */
    public static List<String> office() {
        return List.copyOf(OFFICE.values());
    }

    /** The type a file of this name has by its ending, if it is one of those known here. */
    public static Optional<String> ofFile(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "pdf" -> Optional.of(PDF);
            case "html", "htm", "xhtml" -> Optional.of(HTML);
            case "txt" -> Optional.of(PLAIN_TEXT);
            default -> Optional.ofNullable(OFFICE.get(ending));
        };
    }
}
