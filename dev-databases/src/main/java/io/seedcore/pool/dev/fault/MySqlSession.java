package io.seedcore.pool.dev.fault;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MySQL's protocol 4.1, without TLS and with any password. */
final class MySqlSession extends ScriptedSession {

    private static final int COM_QUIT = 1;
    private static final int COM_QUERY = 3;
    private static final int COM_RESET_CONNECTION = 31;

    private static final int CLIENT_LONG_PASSWORD = 1;
    private static final int CLIENT_CONNECT_WITH_DB = 1 << 3;
    private static final int CLIENT_PROTOCOL_41 = 1 << 9;
    private static final int CLIENT_TRANSACTIONS = 1 << 13;
    private static final int CLIENT_SECURE_CONNECTION = 1 << 15;
    private static final int CLIENT_PLUGIN_AUTH = 1 << 19;
    private static final int CLIENT_CONNECT_ATTRS = 1 << 20;
    private static final int CAPABILITIES = CLIENT_LONG_PASSWORD
            | CLIENT_CONNECT_WITH_DB
            | CLIENT_PROTOCOL_41
            | CLIENT_TRANSACTIONS
            | CLIENT_SECURE_CONNECTION
            | CLIENT_PLUGIN_AUTH
            | CLIENT_CONNECT_ATTRS;

    private static final int UTF8MB4_GENERAL_CI = 45;
    private static final int TYPE_VAR_STRING = 253;
    private static final int IN_TRANSACTION = 1;
    private static final int AUTOCOMMIT = 2;

    private static final Pattern SET_AUTOCOMMIT =
            Pattern.compile("\\bset\\b.*\\bautocommit\\s*=\\s*([01])", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEGIN = Pattern.compile("\\s*(?:begin|start)\\b", Pattern.CASE_INSENSITIVE);

    private final DataInputStream in;
    private final OutputStream out;
    private int sequence;
    /** Before that the client's capabilities are not known, and an error carries no SQLState. */
    private boolean greeted;

    private boolean autocommit = true;
    private boolean inTransaction;

    MySqlSession(Socket socket, Script script, int number) throws IOException {
        super(script, number);
        in = new DataInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream());
    }

    @Override
    void speak() throws IOException {
        if (scripted(ScriptMoment.Kind.CONNECT, "")) {
            return;
        }
        greet();
        receive();
        if (scripted(ScriptMoment.Kind.LOGIN, "")) {
            return;
        }
        ok();
        for (byte[] command = receive(); command[0] != COM_QUIT; command = receive()) {
            answer(command);
        }
    }

    private void greet() throws IOException {
        Packet packet = new Packet();
        packet.number(10, 1);
        packet.text("8.4.0");
        packet.number(number(), 4);
        packet.text("12345678");
        packet.number(CAPABILITIES & 0xffff, 2);
        packet.number(UTF8MB4_GENERAL_CI, 1);
        packet.number(AUTOCOMMIT, 2);
        packet.number(CAPABILITIES >>> 16, 2);
        packet.number(21, 1);
        packet.number(0, 10);
        packet.text("901234567890");
        packet.text("mysql_native_password");
        send(packet);
        out.flush();
        greeted = true;
    }

    private void answer(byte[] command) throws IOException {
        switch (command[0]) {
            case COM_QUERY -> query(new String(command, 1, command.length - 1, StandardCharsets.UTF_8));
            case COM_RESET_CONNECTION -> {
                if (!scripted(ScriptMoment.Kind.RESET, "")) {
                    autocommit = true;
                    inTransaction = false;
                    ok();
                }
            }
            default -> ok();
        }
    }

    private void query(String sql) throws IOException {
        if (scripted(ScriptMoment.Kind.of(sql), sql)) {
            return;
        }
        followTransaction(sql);
        if (ScriptedRow.isQuery(sql)) {
            result(ScriptedRow.of(sql, number()));
        } else {
            ok();
        }
    }

    private void followTransaction(String sql) {
        Matcher set = SET_AUTOCOMMIT.matcher(sql);
        if (set.find()) {
            autocommit = set.group(1).equals("1");
            inTransaction &= !autocommit;
        } else {
            boolean ended = ScriptMoment.Kind.of(sql) != ScriptMoment.Kind.STATEMENT;
            inTransaction = !ended
                    && (inTransaction || !autocommit || BEGIN.matcher(sql).lookingAt());
        }
    }

    private void result(ScriptedRow row) throws IOException {
        Packet count = new Packet();
        count.number(row.names().size(), 1);
        send(count);
        for (String name : row.names()) {
            Packet column = new Packet();
            for (String part : List.of("def", "", "", "", name, name)) {
                column.lengthAndText(part);
            }
            column.number(12, 1);
            column.number(UTF8MB4_GENERAL_CI, 2);
            column.number(1024, 4);
            column.number(TYPE_VAR_STRING, 1);
            column.number(0, 5);
            send(column);
        }
        endOfRows();
        Packet values = new Packet();
        row.values().forEach(values::lengthAndText);
        send(values);
        endOfRows();
        out.flush();
    }

    private void endOfRows() throws IOException {
        Packet packet = new Packet();
        packet.number(0xfe, 1);
        packet.number(0, 2);
        packet.number(status(), 2);
        send(packet);
    }

    private void ok() throws IOException {
        Packet packet = new Packet();
        packet.number(0, 3);
        packet.number(status(), 2);
        packet.number(0, 2);
        send(packet);
        out.flush();
    }

    private int status() {
        return (autocommit ? AUTOCOMMIT : 0) | (inTransaction ? IN_TRANSACTION : 0);
    }

    @Override
    void sendError(ScriptAnswer.Refusal refusal) throws IOException {
        Packet packet = new Packet();
        packet.number(0xff, 1);
        packet.number(refusal.code(), 2);
        packet.bytes(greeted ? "#" + refusal.sqlState() + refusal.message() : refusal.message());
        send(packet);
        out.flush();
    }

    private byte[] receive() throws IOException {
        byte[] head = in.readNBytes(4);
        if (head.length < 4) {
            throw new EOFException("the client is gone");
        }
        sequence = head[3] + 1;
        return in.readNBytes((head[0] & 0xff) | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16);
    }

    private void send(Packet packet) throws IOException {
        byte[] content = packet.toByteArray();
        Packet head = new Packet();
        head.number(content.length, 3);
        head.number(sequence++, 1);
        head.writeTo(out);
        out.write(content);
    }

    /** Numbers have their lowest byte first. */
    private static final class Packet extends ByteArrayOutputStream {

        void number(long value, int bytes) {
            for (int i = 0; i < bytes; i++) {
                write(i < Long.BYTES ? (int) (value >>> (8 * i)) : 0);
            }
        }

        void bytes(String text) {
            writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }

        void text(String text) {
            bytes(text);
            write(0);
        }

        /** @param text up to 250 bytes */
        void lengthAndText(String text) {
            number(text.getBytes(StandardCharsets.UTF_8).length, 1);
            bytes(text);
        }
    }
}
