package io.seedcore.pool.config;

import java.util.regex.Pattern;

/**
 * @param host a name or an address; an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record HostAndPort(String host, int port) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|::1");

    /** Whether it leads back to this machine. */
    public boolean loopback() {
        return LOOPBACK.matcher(host).matches();
    }

    /** As in a URL, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
