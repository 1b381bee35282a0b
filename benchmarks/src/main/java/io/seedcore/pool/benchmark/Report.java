package io.seedcore.pool.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is said of one run: on the screen, in a file, and in a {@code RESULT} line at the end.
 *
 * @param machine as it was before the run
 */
public record Report(String name, String title, String machine) {

    /** To be made before the run, since it tells how busy the machine is. */
    public static Report of(String name, String title) {
        return new Report(name, title, Machine.describe());
    }

    /** @param directory for the file, made where it is missing */
    public void publish(Outcome outcome, Path directory) throws IOException {
        String result = outcome.resultLine(name);
        String text = title + "\n" + machine + "\n" + outcome.text();
        System.out.println();
        System.out.println(text);
        Files.createDirectories(directory.toAbsolutePath());
        Files.writeString(directory.resolve(name + ".txt"), text + result + "\n");
        System.out.println(result);
    }
}
