package io.granger.examples.demo;

import io.granger.examples.document.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The demo's documents: the files of Apache Tika's published tests, some of them encrypted, scanned, rotated or broken, or those of a
 * directory. They are copied below the demo's document root, and come in the order of their names on every machine. Nothing is left out
 * for being difficult; what could hurt the machine is: files above 5 MB, and those made to use up memory.
 */
final class DemoCorpus {

    private static final long MAX_BYTES = 5L << 20;
    private static final int MAX_FILES = 5_000;
    private static final int OFFICE_FILES = 40;
    private static final String FOLDER = "test-documents/";
    /** One file of each of the three jars, by which the jar is found on the class path. */
    private static final List<String> MARKERS = List.of("testPDF.pdf", "testHTML.html", "testWORD.docx");

    private DemoCorpus() {}

    /** Copies the built-in documents below the root. */
    static List<DemoDocument> builtIn(Path root) throws IOException {
        List<DemoDocument> documents = new ArrayList<>();
        List<DemoDocument> office = new ArrayList<>();
        for (String marker : MARKERS) {
            for (DemoDocument document : copyJar(marker, root)) {
                boolean isOffice = MediaTypes.office().contains(document.type());
                (isOffice ? office : documents).add(document);
            }
        }
        documents.addAll(evenly(sorted(office), OFFICE_FILES));
        if (documents.isEmpty()) {
            throw new IOException("the demo's documents are not on the class path; give some with --docs DIR");
        }
        return sorted(documents);
    }

    /** Copies the documents of a directory, at most 5,000 of them, below the root. */
    static List<DemoDocument> ofDirectory(Path source, Path root) throws IOException {
        List<DemoDocument> documents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file :
                    files.filter(Files::isRegularFile).sorted().limit(MAX_FILES).toList()) {
                String name = source.relativize(file).toString().replace('\\', '/');
                if (isWanted(name, Files.size(file))) {
                    try (InputStream stream = Files.newInputStream(file)) {
                        documents.add(copy(name, stream, root));
                    }
                }
            }
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        if (documents.isEmpty()) {
            throw new IOException(
                    "no document below " + source + " has a type the demo knows (pdf, html, office, txt)");
        }
        return sorted(documents);
    }

    private static List<DemoDocument> copyJar(String marker, Path root) throws IOException {
        List<DemoDocument> copied = new ArrayList<>();
        for (URL url : Collections.list(DemoCorpus.class.getClassLoader().getResources(FOLDER + marker))) {
            if (url.openConnection() instanceof JarURLConnection connection) {
                connection.setUseCaches(false);
                try (JarFile jar = connection.getJarFile()) {
                    copyEntries(jar, root, copied);
                }
            }
        }
        return copied;
    }

    private static void copyEntries(JarFile jar, Path root, List<DemoDocument> copied) throws IOException {
        for (JarEntry entry : Collections.list(jar.entries())) {
            String path = entry.getName();
            if (!entry.isDirectory() && path.startsWith(FOLDER) && isWanted(path, entry.getSize())) {
                try (InputStream stream = jar.getInputStream(entry)) {
                    copied.add(copy(path.substring(FOLDER.length()), stream, root));
                }
            }
        }
    }

    private static boolean isWanted(String name, long bytes) {
        String lower = name.toLowerCase(Locale.ROOT);
        return MediaTypes.ofFile(lower).isPresent() && bytes <= MAX_BYTES && bytes > 0 && !lower.contains("oom");
    }

    private static DemoDocument copy(String name, InputStream content, Path root) throws IOException {
        Path target = root.resolve(name).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("document " + name + " lies outside of its directory");
        }
        Files.createDirectories(target.getParent());
        byte[] bytes = content.readNBytes((int) MAX_BYTES);
        Files.write(target, bytes);
        return new DemoDocument(name, MediaTypes.ofFile(name).orElseThrow(), bytes.length);
    }

    private static List<DemoDocument> sorted(List<DemoDocument> documents) {
        return documents.stream()
                .sorted(Comparator.comparing(DemoDocument::file))
                .distinct()
                .toList();
    }

    /** At most so many, spread evenly over the list. */
    static <T> List<T> evenly(List<T> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<T> some = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            some.add(all.get((int) ((long) i * all.size() / most)));
        }
        return some;
    }
}
