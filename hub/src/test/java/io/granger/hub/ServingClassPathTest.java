package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All of this module's tests, whole hubs among them, run without the library that networks are trained with: it is not there to load. */
class ServingClassPathTest {

    @BeforeEach
    void onlyInTheBuild() {
        assumeTrue(System.getProperty("granger.root") != null, "the class path is the module's own in its build only");
    }

    @Test
    void classPath_holdsNothingThatTrains() {
        List<String> entries = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        assertThat(entries)
                .noneMatch(entry -> entry.contains("nd4j") || entry.contains("javacpp") || entry.contains("openblas"));
    }

    @Test
    void loadClass_nativeArrays_notFound() {
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> Class.forName("org.nd4j.linalg.factory.Nd4j"));
    }
}
