package io.seedcore.pool.it.drill;

import java.io.PrintStream;

/**
 * Runs one drill after the other. Each ends with one line {@code RESULT name key=value ...}; the status is 0, 1 when an
 * outcome was wrong, 2 when the command was.
 */
public final class DrillCommand {

    private DrillCommand() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    /** As {@code main}, and returns the status. */
    static int run(String[] arguments, PrintStream out) {
        DrillArguments told;
        try {
            told = DrillArguments.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
            out.println("Usage: " + DrillArguments.USAGE + ", where NAME is one of " + DrillName.list());
            return 2;
        }
        int status = 0;
        for (DrillName name : told.names()) {
            out.println("drill " + name.text() + ": seed " + told.seed() + ", repeat with --seed " + told.seed());
            status = Math.max(status, carryOut(name.text(), name.make(), told.assignment(name), out));
        }
        return status;
    }

    /** Ends with the result, whatever happens. */
    static int carryOut(String name, Drill drill, Assignment assignment, PrintStream out) {
        Findings findings = new Findings(name, out);
        try {
            drill.run(assignment, findings);
        } catch (Throwable failure) {
            findings.wrong(name, failure);
        }
        if (findings.number("runs") == 0) {
            findings.wrong("no_rounds", "no round was finished");
        }
        findings.tellTheWorst();
        out.println(findings.result());
        return findings.anythingWrong() ? 1 : 0;
    }
}
