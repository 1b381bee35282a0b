package io.seedcore.pool.it.launcher;

import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Takes one order per line and answers each with a line that begins with {@code @}; everything else it prints is the
 * server's log. Ends with its input.
 */
public final class PayaraLauncher {

    private final PayaraMicroRuntime payara;

    private PayaraLauncher(PayaraMicroRuntime payara) {
        this.payara = payara;
    }

    /** @param arguments the first port that may be free, how many more, and the number of threads that read requests */
    public static void main(String[] arguments) throws Exception {
        // The server puts a stream of its own in this place.
        PrintStream answers = System.out;
        int threads = Integer.parseInt(arguments[2]);
        // Not setNoCluster as well, which keeps the data grid and its ports.
        PayaraMicro.getInstance().setNoHazelcast(true);
        PayaraMicro.getInstance().setHttpPort(Integer.parseInt(arguments[0]));
        PayaraMicro.getInstance().setHttpAutoBind(true);
        PayaraMicro.getInstance().setAutoBindRange(Integer.parseInt(arguments[1]));
        PayaraMicro.getInstance().setMinHttpThreads(threads);
        PayaraMicro.getInstance().setMaxHttpThreads(threads);
        PayaraLauncher launcher = new PayaraLauncher(PayaraMicro.getInstance().bootStrap());
        answers.println("@" + launcher.port());
        launcher.serve(answers);
        launcher.payara.shutdown();
        Runtime.getRuntime().exit(0);
    }

    private int port() {
        return payara.getLocalDescriptor().getHttpPorts().get(0);
    }

    private void serve(PrintStream answers) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String order;
        while ((order = orders.readLine()) != null) {
            answers.println("@" + carryOut(order.split("\t", -1)));
        }
    }

    private String carryOut(String[] order) {
        return switch (order[0]) {
            case "deploy" -> String.valueOf(payara.deploy(order[1], order[2], new File(order[3])));
            case "undeploy" -> undeploy(order[1]);
            case "set" -> String.valueOf(System.setProperty(order[1], order[2]));
            case "unset" -> String.valueOf(System.clearProperty(order[1]));
            case "threads" ->
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .collect(Collectors.joining("\t"));
            default -> "unknown order " + order[0];
        };
    }

    private String undeploy(String name) {
        payara.undeploy(name);
        return String.valueOf(payara.getDeployedApplicationNames());
    }
}
