package io.seedcore.pool.war.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("access")
class CallerTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.8.7", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void loopback_address_is_this_machine_unless_a_proxy_forwarded_the_request(String address) {
        assertThat(new Caller(address, false).isThisMachine()).isTrue();
        assertThat(new Caller(address, true).isThisMachine()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "10.0.0.1", "0.0.0.0", "2001:db8::1", "::ffff:192.0.2.7"})
    void any_other_address_is_not(String address) {
        assertThat(new Caller(address, false).isThisMachine()).isFalse();
    }
}
