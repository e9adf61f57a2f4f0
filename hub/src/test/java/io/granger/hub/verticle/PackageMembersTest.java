package io.granger.hub.verticle;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.LiveHub;
import io.granger.hub.train.PolicyFolder;
import io.granger.hub.train.TrainedPackages;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two members on one bus, each with a folder of its own. */
class PackageMembersTest {
    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        LiveHub.wait(vertx.close());
    }

    private PackageMembers member(String name) {
        var member = new PackageMembers(vertx, new PolicyFolder(directory.resolve(name)), name);
        member.open();
        return member;
    }

    @Test
    void fetch_versionOfAnotherMember_comesWhole() throws IOException {
        var theirs = new PolicyFolder(directory.resolve("one"));
        var version = TrainedPackages.write(theirs);
        var mine = new PolicyFolder(directory.resolve("two"));
        member("one");

        member("two").fetch(version);

        LiveHub.eventually().until(() -> mine.versions().contains(version));
        assertThat(mine.read(version).weights()).isEqualTo(theirs.read(version).weights());
    }
}
