package io.granger.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rules about the text of the repository; each takes a tree and names what is wrong with it, a line each. */
final class Tidy {

    static final int MAX_LINES = 400;

    private static final String FIGURES = "docs/evaluation.md";

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface|enum)\\s+([A-Z]\\w*)");
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("^public (?:[a-z-]+ )*(?:class|record|interface|enum|@interface) (\\w+)");
    private static final Pattern BAD_ENDING = Pattern.compile("(?:Manager|Helper|Utils?|Impl|Data|Info)$");
    /** Words the glossary retired, and what to say. */
    private static final Map<String, String> RETIRED = Map.of(
            "Workflow", "pipeline",
            "Plugin", "spoke",
            "Job", "task",
            "Skill", "capability",
            "Hop", "step",
            "Macro", "option",
            "Trajectory", "episode",
            "Pscore", "propensity");

    private static final Pattern RL_FOREIGN = Pattern.compile("(?i)task|spoke");
    // Spelled apart, so that this file does not break its own rule.
    private static final Pattern LEFT_UNDONE = Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w}.~/-])/(?:tmp|work|root|home)/");
    private static final Pattern DISABLED = Pattern.compile("@Disabled\\b");
    private static final Pattern SLEEP =
            Pattern.compile("\\bThread\\s*\\.\\s*sleep\\b|TimeUnit\\.\\w+\\.sleep\\b|LockSupport\\.park");
    private static final Pattern MOCKS = Pattern.compile("\\b(?:org\\.mockito|org\\.easymock|io\\.mockk|mockit)\\b");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern VERSION_HEADING =
            Pattern.compile("Unreleased|\\d+\\.\\d+\\.\\d+ - \\d{4}-\\d{2}-\\d{2}");
    private static final Set<String> CHANGE_KINDS =
            Set.of("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security");

    private Tidy() {}

    static List<String> typeNames(SourceTree tree) {
        return eachFile(
                tree,
                Tidy::isJava,
                (path, text) -> TYPE.matcher(withoutProse(text))
                        .results()
                        .map(found -> found.group(1))
                        .flatMap(name -> typeName(path, name)));
    }

    private static Stream<String> typeName(String path, String name) {
        if (BAD_ENDING.matcher(name).find()) {
            return Stream.of(path + ": the name " + name + " says nothing; take a noun of the glossary");
        }
        return Arrays.stream(name.split("(?<=[a-z0-9])(?=[A-Z])"))
                .filter(RETIRED::containsKey)
                .map(word -> path + ": " + name + " says " + word + "; the word is " + RETIRED.get(word));
    }

    static List<String> nullMarkedPackages(SourceTree tree) {
        Set<String> folders = new TreeSet<>();
        tree.files().keySet().stream()
                .filter(path -> isJava(path) && path.contains("src/main/java/"))
                .forEach(path -> folders.add(path.substring(0, path.lastIndexOf('/') + 1)));
        return folders.stream()
                .flatMap(folder -> {
                    String text = tree.files().getOrDefault(folder + "package-info.java", "");
                    boolean good = text.contains("@NullMarked") && text.startsWith("/**");
                    return good
                            ? Stream.of()
                            : Stream.of(folder + ": no null-marked package-info.java with a line of doc");
                })
                .toList();
    }

    static List<String> publicTypesHaveDocs(SourceTree tree) {
        return eachFile(tree, path -> isJava(path) && path.contains("src/main/java/"), (path, text) -> {
            List<String> lines = text.lines().toList();
            return IntStream.range(0, lines.size())
                    .filter(i -> PUBLIC_TYPE.matcher(lines.get(i)).find() && !isDocumented(lines, i))
                    .mapToObj(i -> at(path, i) + "a public type without Javadoc");
        });
    }

    private static boolean isDocumented(List<String> lines, int declaration) {
        // Upwards over annotations, whose arguments may run over several indented lines.
        for (int i = declaration - 1; i >= 0; i--) {
            String line = lines.get(i);
            if (line.endsWith("*/")) {
                return true;
            }
            boolean annotation =
                    line.startsWith("@") || line.startsWith(" ") || line.startsWith("}") || line.startsWith(")");
            if (!annotation) {
                return false;
            }
        }
        return false;
    }

    static List<String> fileLengths(SourceTree tree) {
        // Figures are looked up, not read through: their page is as long as what was measured.
        Predicate<String> isRead =
                path -> isJava(path) || path.endsWith(".md") && !path.equals(FIGURES) || path.endsWith(".yaml");
        return eachFile(tree, isRead, (path, text) -> {
            long lines = text.lines().count();
            return lines <= MAX_LINES ? Stream.of() : Stream.of(path + ": " + lines + " lines; at most " + MAX_LINES);
        });
    }

    static List<String> nothingLeftUndone(SourceTree tree) {
        return eachLine(tree, path -> true, LEFT_UNDONE, "finish it or open an issue");
    }

    static List<String> noMachinePaths(SourceTree tree) {
        return eachLine(tree, path -> true, MACHINE_PATH, "a path of one machine");
    }

    static List<String> noTestIsDisabled(SourceTree tree) {
        return eachLine(tree, Tidy::isTest, DISABLED, "fix the test or delete it");
    }

    static List<String> noTestSleeps(SourceTree tree) {
        return eachLine(tree, Tidy::isTest, SLEEP, "time is a parameter; wait for the event, not for the clock");
    }

    static List<String> noMocks(SourceTree tree) {
        return eachLine(tree, path -> isTest(path) || path.endsWith("pom.xml"), MOCKS, "use the real in-memory thing");
    }

    static List<String> rlSpeaksItsOwnLanguage(SourceTree tree) {
        return eachLine(tree, path -> path.startsWith("rl/src/main/"), RL_FOREIGN, "rl says state, option, reward");
    }

    static List<String> linksLead(SourceTree tree) {
        return eachFile(
                tree,
                path -> path.endsWith(".md"),
                (path, text) -> LINK.matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                        .filter(link -> !exists(tree, path, link))
                        .map(link -> path + ": the link " + link + " leads nowhere"));
    }

    private static boolean exists(SourceTree tree, String from, String link) {
        String target = java.nio.file.Path.of("/" + from)
                .resolveSibling(link)
                .normalize()
                .toString()
                .replace('\\', '/')
                .substring(1);
        return tree.files().keySet().stream().anyMatch(path -> path.equals(target) || path.startsWith(target + "/"));
    }

    static List<String> decisionsAreListed(SourceTree tree) {
        String list = tree.files().getOrDefault("docs/decisions/README.md", "");
        return eachFile(tree, path -> path.matches("docs/decisions/(?!README)[^/]+"), (path, text) -> {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (!name.matches("\\d{4}-[a-z0-9-]+\\.md")) {
                return Stream.of(path + ": a decision page is called NNNN-what-was-chosen.md");
            }
            List<String> wrong = new ArrayList<>();
            for (String part :
                    List.of("**Context.**", "**Choice.**", "**Turned down.**", "**What would change our mind.**")) {
                if (!text.contains(part)) {
                    wrong.add(path + ": has no part " + part);
                }
            }
            if (!list.contains("(" + name + ")")) {
                wrong.add(path + ": is not in the table of docs/decisions/README.md");
            }
            return wrong.stream();
        });
    }

    static List<String> changelogForm(SourceTree tree) {
        return eachFile(tree, path -> path.equals("CHANGELOG.md"), (path, text) -> {
            List<String> lines = text.lines().toList();
            List<String> wrong = new ArrayList<>();
            List<String> versions = lines.stream()
                    .filter(line -> line.startsWith("## "))
                    .map(line -> line.substring(3))
                    .toList();
            if (!text.startsWith("# Changelog\n")
                    || versions.isEmpty()
                    || !versions.getFirst().equals("Unreleased")) {
                wrong.add(path + ": begins with '# Changelog', and its first section is 'Unreleased'");
            }
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.startsWith("## ")
                        && !VERSION_HEADING.matcher(line.substring(3)).matches()) {
                    wrong.add(at(path, i) + "a section is 'Unreleased' or 'X.Y.Z - YYYY-MM-DD'");
                }
                if (line.startsWith("### ") && !CHANGE_KINDS.contains(line.substring(4))) {
                    wrong.add(at(path, i) + "a change is one of " + new TreeSet<>(CHANGE_KINDS));
                }
            }
            return wrong.stream();
        });
    }

    // --- reading

    private interface FileRule {
        Stream<String> wrong(String path, String text);
    }

    private static List<String> eachFile(SourceTree tree, Predicate<String> which, FileRule rule) {
        return tree.only(which).files().entrySet().stream()
                .flatMap(file -> rule.wrong(file.getKey(), file.getValue()))
                .toList();
    }

    private static List<String> eachLine(SourceTree tree, Predicate<String> which, Pattern pattern, String advice) {
        return eachFile(tree, which, (path, text) -> {
            List<String> lines = text.lines().toList();
            return IntStream.range(0, lines.size()).boxed().flatMap(i -> {
                Matcher found = pattern.matcher(lines.get(i));
                return found.find() ? Stream.of(at(path, i) + "'" + found.group() + "': " + advice) : Stream.of();
            });
        });
    }

    private static String at(String path, int line) {
        return path + ":" + (line + 1) + ": ";
    }

    private static boolean isJava(String path) {
        return path.endsWith(".java");
    }

    private static boolean isTest(String path) {
        // Planted text in this package names what it forbids.
        return isJava(path) && path.contains("src/test/") && !path.contains("/io/granger/house/");
    }

    /** Without comments and string literals, in which a word may be said. */
    private static String withoutProse(String java) {
        return java.replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("(?s)\"\"\".*?\"\"\"", "\"\"")
                .replaceAll("\"(?:\\\\.|[^\"\\\\\n])*\"", "\"\"")
                .replaceAll("//[^\n]*", "");
    }
}
