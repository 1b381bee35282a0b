package io.seedcore.pool.it.lifecycle.booking;

import io.seedcore.pool.jakarta.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Writes to both databases, passes a gate, and writes again when it commits. */
@ApplicationScoped
public class Bookings {

    @Inject
    @Database("postgresql")
    private EntityManager postgresql;

    @Inject
    @Database("mysql")
    private EntityManager mysql;

    /** @param gate the port of the gate, at which a byte lets it through; 0 for none */
    @Transactional(rollbackOn = Exception.class)
    public void book(String id, int gate) throws IOException {
        Booking booking = new Booking(id);
        postgresql.persist(booking);
        postgresql.flush();
        Receipt receipt = new Receipt(id);
        mysql.persist(receipt);
        mysql.flush();
        if (gate != 0) {
            pass(gate);
        }
        booking.complete();
        receipt.complete();
    }

    private static void pass(int gate) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gate)) {
            if (socket.getInputStream().read() < 0) {
                throw new IOException("the gate is gone");
            }
        }
    }
}
