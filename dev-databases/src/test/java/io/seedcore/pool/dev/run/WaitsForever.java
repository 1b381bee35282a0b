package io.seedcore.pool.dev.run;

import java.util.concurrent.CountDownLatch;

/** Stands for a server that ends only when it is made to. */
final class WaitsForever {
    private WaitsForever() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("waiting");
        new CountDownLatch(1).await();
    }
}
