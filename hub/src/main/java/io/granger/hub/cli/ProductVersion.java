package io.granger.hub.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version this build was made as; the build writes it into a resource beside this class. */
final class ProductVersion {
    private static final String RESOURCE = "version.properties";

    private ProductVersion() {}

    static String text() {
        Properties properties = new Properties();
        try (InputStream in = ProductVersion.class.getResourceAsStream(RESOURCE)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            // A resource that cannot be read is told like one that is not there.
        }
        return properties.getProperty("version", "unknown");
    }
}
