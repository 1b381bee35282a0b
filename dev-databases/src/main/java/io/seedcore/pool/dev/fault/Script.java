package io.seedcore.pool.dev.fault;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What is to be answered when. Thread-safe. */
final class Script {

    private record Scene(ScriptMoment moment, ScriptAnswer answer, boolean lasting) {}

    private final List<Scene> scenes = new ArrayList<>();

    synchronized void add(ScriptMoment moment, ScriptAnswer answer, boolean lasting) {
        scenes.add(new Scene(moment, answer, lasting));
    }

    synchronized void clear() {
        scenes.clear();
    }

    /** The answer of the first scene that fits; one that does not last is played. */
    synchronized Optional<ScriptAnswer> answer(ScriptMoment.Kind now, String sql) {
        for (Iterator<Scene> left = scenes.iterator(); left.hasNext(); ) {
            Scene scene = left.next();
            if (scene.moment().fits(now, sql)) {
                if (!scene.lasting()) {
                    left.remove();
                }
                return Optional.of(scene.answer());
            }
        }
        return Optional.empty();
    }
}
