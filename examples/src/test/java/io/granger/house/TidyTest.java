package io.granger.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The repository keeps the rules of {@link Tidy}, and each rule refuses a planted fault. */
final class TidyTest {

    private static final SourceTree REPOSITORY = SourceTree.ofRepository();

    /** So that the rule can be named in a report. */
    record Rule(String name, Function<SourceTree, List<String>> check) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Rule TYPE_NAMES = new Rule("type names are nouns of the glossary", Tidy::typeNames);
    private static final Rule PACKAGES = new Rule("packages are null-marked", Tidy::nullMarkedPackages);
    private static final Rule DOCS = new Rule("public types have docs", Tidy::publicTypesHaveDocs);
    private static final Rule LENGTHS = new Rule("files are short", Tidy::fileLengths);
    private static final Rule UNDONE = new Rule("nothing is left undone", Tidy::nothingLeftUndone);
    private static final Rule PATHS = new Rule("no machine paths", Tidy::noMachinePaths);
    private static final Rule DISABLED = new Rule("no test is disabled", Tidy::noTestIsDisabled);
    private static final Rule SLEEP = new Rule("no test sleeps", Tidy::noTestSleeps);
    private static final Rule MOCKS = new Rule("no mocks", Tidy::noMocks);
    private static final Rule RL_WORDS = new Rule("rl speaks its own language", Tidy::rlSpeaksItsOwnLanguage);
    private static final Rule LINKS = new Rule("links lead somewhere", Tidy::linksLead);
    private static final Rule DECISIONS = new Rule("decision pages have their form", Tidy::decisionsAreListed);
    private static final Rule CHANGELOG = new Rule("the changelog has its form", Tidy::changelogForm);

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void check_repository(Rule rule) {
        assertThat(rule.check().apply(REPOSITORY)).isEmpty();
    }

    static Stream<Rule> check_repository() {
        return Stream.of(
                TYPE_NAMES,
                PACKAGES,
                DOCS,
                LENGTHS,
                UNDONE,
                PATHS,
                DISABLED,
                SLEEP,
                MOCKS,
                RL_WORDS,
                LINKS,
                DECISIONS,
                CHANGELOG);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void check_plantedFault(Rule rule, String path, String text) {
        assertThat(rule.check().apply(SourceTree.of(path, text))).hasSize(1);
    }

    static Stream<Arguments> check_plantedFault() {
        String main = "hub/src/main/java/io/granger/hub/A.java";
        String test = "hub/src/test/java/io/granger/hub/ATest.java";
        return Stream.of(
                arguments(TYPE_NAMES, main, "final class TaskManager {}"),
                arguments(TYPE_NAMES, main, "record PluginList(int size) {}"),
                arguments(PACKAGES, main, "final class A {}"),
                arguments(PACKAGES, "hub/src/main/java/io/granger/hub/package-info.java", "package io.granger.hub;"),
                arguments(DOCS, main, "package a;\n\n@Deprecated\npublic final class A {}"),
                arguments(LENGTHS, main, "//\n".repeat(Tidy.MAX_LINES + 1)),
                arguments(UNDONE, main, "// TO" + "DO later"),
                arguments(PATHS, "docs/a.md", "look into /" + "tmp/x"),
                arguments(PATHS, main, "Path.of(\"/" + "root/x\")"),
                arguments(DISABLED, test, "@Disabled(\"flaky\")"),
                arguments(SLEEP, test, "Thread.sleep(100);"),
                arguments(MOCKS, test, "import org.mockito.Mockito;"),
                arguments(RL_WORDS, "rl/src/main/java/io/granger/rl/A.java", "int subTasks;"),
                arguments(RL_WORDS, "rl/src/main/java/io/granger/rl/A.java", "// the best Spoke"),
                arguments(LINKS, "docs/a.md", "[gone](b.md)"),
                arguments(DECISIONS, "docs/decisions/first.md", "no number"),
                arguments(CHANGELOG, "CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n## v2\n"),
                arguments(CHANGELOG, "CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n### News\n"));
    }

    @Test
    void typeNames_wordsInProse() {
        String text = "/** Not a class TaskManager. */\nfinal class Task { String s = \"class JobImpl\"; }";
        assertThat(Tidy.typeNames(SourceTree.of("hub/src/main/java/A.java", text)))
                .isEmpty();
    }

    @Test
    void noMachinePaths_addressOfTheContract() {
        assertThat(Tidy.noMachinePaths(SourceTree.of("docs/a.md", "GET /v1/spokes/{id}/work/{attemptId}")))
                .isEmpty();
    }

    @Test
    void linksLead_fileBesideAndFolderAbove() {
        SourceTree tree =
                new SourceTree(Map.of("docs/a/b.md", "[c](c.md#d) [up](../../sdk)", "docs/a/c.md", "", "sdk/x", ""));
        assertThat(Tidy.linksLead(tree)).isEmpty();
    }
}
