package io.seedcore.pool.war.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Who sent a request.
 *
 * @param address a numeric address
 * @param forwarded whether a proxy says that it sends for another
 */
record Caller(String address, boolean forwarded) {

    static Caller of(HttpServletRequest request) {
        return new Caller(
                request.getRemoteAddr(),
                request.getHeader("Forwarded") != null || request.getHeader("X-Forwarded-For") != null);
    }

    /** A proxy on this machine has a loopback address too, whoever it sends for. */
    boolean isThisMachine() {
        return !forwarded && isLoopback();
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
