package io.seedcore.pool.it.drill;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Every drill there is, with how many rounds it has unless told otherwise, and how many of them make a test: 0 for none. */
enum DrillName {
    SILENT_LOSS(200, 8, SilentLoss::new),
    RESTART(100, 1, () -> new Outage(Outage.Kind.RESTART)),
    KILL(100, 1, () -> new Outage(Outage.Kind.KILL)),
    DATABASE_DOWN(20, 4, DatabaseDown::new),
    RESET_FAILURES(10_000, 40, ResetFailures::new),
    SESSIONS(1, 1, Sessions::new),
    CUT_LOGIN(2_000, 8, CutLogin::new),
    SOAK(100, 6, Soak::new),
    ATOMIC_KILL(1_000, 40, () -> new AtomicKill(AtomicKill.Place.JAVA)),
    ATOMIC_KILL_PAYARA(20, 0, () -> new AtomicKill(AtomicKill.Place.PAYARA)),
    ATOMIC_LOAD(300, 10, AtomicLoad::new);

    private final int usualRuns;
    private final int shortRuns;
    private final Supplier<Drill> maker;

    DrillName(int usualRuns, int shortRuns, Supplier<Drill> maker) {
        this.usualRuns = usualRuns;
        this.shortRuns = shortRuns;
        this.maker = maker;
    }

    int usualRuns() {
        return usualRuns;
    }

    int shortRuns() {
        return shortRuns;
    }

    Drill make() {
        return maker.get();
    }

    /** As it is written on the command line. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<DrillName> of(String text) {
        return Arrays.stream(values()).filter(name -> name.text().equals(text)).findFirst();
    }

    static String list() {
        return Arrays.stream(values()).map(DrillName::text).collect(Collectors.joining(", "));
    }
}
