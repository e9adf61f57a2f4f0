package io.granger.examples.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Profile of a page or office file of markup: what stands between its tags is counted, and no markup is understood. */
final class MarkupProfile {

    private static final int MAX_BYTES = 8 << 20;
    private static final Pattern HIDDEN =
            Pattern.compile("(?is)<!--.*?-->|<(script|style|noscript|template|head)\\b.*?</\\1\\s*>");
    private static final Pattern TITLE = Pattern.compile("(?is)<(?:dc:)?title[^>]*>([^<]*)<");
    private static final Pattern SHOWN_PART =
            Pattern.compile("word/document\\.xml|ppt/slides/slide\\d+\\.xml|xl/sharedStrings\\.xml");

    private MarkupProfile() {}

    static DocumentProfile ofPage(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            String page = decoded(stream.readNBytes(MAX_BYTES));
            String shown = HIDDEN.matcher(page).replaceAll(" ");
            return new DocumentProfile(OptionalDouble.of(betweenTags(shown)), false, title(page));
        } catch (IOException | StackOverflowError unreadable) {
            return DocumentProfile.UNKNOWN;
        }
    }

    static DocumentProfile ofOffice(Path file) {
        try (ZipFile parts = new ZipFile(file.toFile());
                Stream<? extends ZipEntry> entries = parts.stream()) {
            List<? extends ZipEntry> shown = entries.filter(
                            entry -> SHOWN_PART.matcher(entry.getName()).matches())
                    .toList();
            double characters = 0;
            for (ZipEntry entry : shown) {
                characters += betweenTags(read(parts, entry));
            }
            ZipEntry core = parts.getEntry("docProps/core.xml");
            Optional<String> title = core == null ? Optional.empty() : title(read(parts, core));
            return new DocumentProfile(OptionalDouble.of(characters), false, title);
        } catch (IOException unreadable) {
            return DocumentProfile.UNKNOWN;
        }
    }

    private static String read(ZipFile parts, ZipEntry entry) throws IOException {
        try (InputStream stream = parts.getInputStream(entry)) {
            return decoded(stream.readNBytes(MAX_BYTES));
        }
    }

    private static String decoded(byte[] bytes) {
        boolean wide = bytes.length > 1 && (bytes[1] == 0 || bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe);
        Charset charset = wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
        return new String(bytes, charset);
    }

    private static Optional<String> title(String markup) {
        Matcher found = TITLE.matcher(markup);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** Characters other than spaces outside of tags; an entity counts as one. */
    static long betweenTags(String markup) {
        long count = 0;
        boolean inTag = false;
        for (int i = 0; i < markup.length(); i++) {
            char c = markup.charAt(i);
            if (inTag) {
                inTag = c != '>';
            } else if (c == '<') {
                inTag = true;
            } else if (c == '&' && markup.indexOf(';', i) > i && markup.indexOf(';', i) < i + 10) {
                count++;
                i = markup.indexOf(';', i);
            } else if (!Character.isWhitespace(c)) {
                count++;
            }
        }
        return count;
    }
}
