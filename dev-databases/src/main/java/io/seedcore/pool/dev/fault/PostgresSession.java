package io.seedcore.pool.dev.fault;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** PostgreSQL's protocol 3.0, without TLS and without a password. */
final class PostgresSession extends ScriptedSession {

    private static final int CANCEL_REQUEST = 80877102;
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int TYPE_TEXT = 25;
    private static final Map<String, String> PARAMETERS = Map.of(
            "server_version", "17.5",
            "client_encoding", "UTF8",
            "DateStyle", "ISO, MDY",
            "TimeZone", "UTC",
            "integer_datetimes", "on",
            "standard_conforming_strings", "on");

    private final DataInputStream in;
    private final DataOutputStream out;
    private final Map<String, String> statements = new HashMap<>();
    private final Map<String, String> portals = new HashMap<>();
    private char status = 'I';
    /** After an error all messages are passed over until the client's next Sync. */
    private boolean skipping;

    PostgresSession(Socket socket, Script script, int number) throws IOException {
        super(script, number);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    @Override
    void speak() throws IOException {
        if (!startUp()) {
            return;
        }
        for (int type = in.read(); type >= 0 && type != 'X'; type = in.read()) {
            byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
            receive((char) type, ByteBuffer.wrap(body));
        }
    }

    /** @return false for a request to cancel, which has no answer */
    private boolean startUp() throws IOException {
        int code;
        do {
            int length = in.readInt();
            code = in.readInt();
            in.readNBytes(length - 2 * Integer.BYTES);
            if (code == SSL_REQUEST || code == GSS_REQUEST) {
                out.writeByte('N');
                out.flush();
            }
        } while (code == SSL_REQUEST || code == GSS_REQUEST);
        if (code == CANCEL_REQUEST || scripted(ScriptMoment.Kind.CONNECT, "")) {
            return false;
        }
        send('R', body -> body.writeInt(0));
        if (scripted(ScriptMoment.Kind.LOGIN, "")) {
            return false;
        }
        for (Map.Entry<String, String> parameter : PARAMETERS.entrySet()) {
            send('S', body -> {
                text(body, parameter.getKey());
                text(body, parameter.getValue());
            });
        }
        send('K', body -> {
            body.writeInt(number());
            body.writeInt(0);
        });
        ready();
        return true;
    }

    private void receive(char type, ByteBuffer body) throws IOException {
        switch (type) {
            case 'S' -> ready();
            case 'Q' -> {
                String sql = text(body);
                execute(sql, true);
                ready();
            }
            default -> {
                if (!skipping) {
                    receiveExtended(type, body);
                }
            }
        }
    }

    private void receiveExtended(char type, ByteBuffer body) throws IOException {
        switch (type) {
            case 'P' -> {
                statements.put(text(body), text(body));
                send('1', empty -> {});
            }
            case 'B' -> {
                portals.put(text(body), statements.getOrDefault(text(body), ""));
                send('2', empty -> {});
            }
            case 'D' -> {
                boolean statement = body.get() == 'S';
                describe((statement ? statements : portals).getOrDefault(text(body), ""), statement);
            }
            case 'E' -> execute(portals.getOrDefault(text(body), ""), false);
            case 'C' -> send('3', empty -> {});
            default -> out.flush();
        }
    }

    private void describe(String sql, boolean statement) throws IOException {
        if (statement) {
            send('t', body -> body.writeShort(0));
        }
        if (ScriptedRow.isQuery(sql)) {
            describe(ScriptedRow.of(sql, number()).names());
        } else {
            send('n', empty -> {});
        }
    }

    private void describe(List<String> names) throws IOException {
        send('T', body -> {
            body.writeShort(names.size());
            for (String name : names) {
                text(body, name);
                body.writeInt(0);
                body.writeShort(0);
                body.writeInt(TYPE_TEXT);
                body.writeShort(-1);
                body.writeInt(-1);
                body.writeShort(0);
            }
        });
    }

    private void execute(String sql, boolean describing) throws IOException {
        if (sql.isBlank()) {
            send('I', empty -> {});
        } else if (scripted(ScriptMoment.Kind.of(sql), sql)) {
            skipping = !describing;
            status = status == 'T' && ScriptMoment.Kind.of(sql) == ScriptMoment.Kind.STATEMENT ? 'E' : 'I';
        } else if (ScriptedRow.isQuery(sql)) {
            ScriptedRow row = ScriptedRow.of(sql, number());
            if (describing) {
                describe(row.names());
            }
            send(row.values());
            complete("SELECT 1");
        } else {
            String word = sql.strip().split("[\\s;]+", 2)[0].toUpperCase(Locale.ROOT);
            status = switch (word) {
                case "BEGIN", "START" -> 'T';
                case "COMMIT", "ROLLBACK" -> 'I';
                default -> status;
            };
            complete(
                    switch (word) {
                        case "INSERT" -> "INSERT 0 1";
                        case "UPDATE", "DELETE" -> word + " 1";
                        default -> word;
                    });
        }
    }

    private void send(List<String> values) throws IOException {
        send('D', body -> {
            body.writeShort(values.size());
            for (String value : values) {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                body.writeInt(bytes.length);
                body.write(bytes);
            }
        });
    }

    private void complete(String tag) throws IOException {
        send('C', body -> text(body, tag));
    }

    private void ready() throws IOException {
        skipping = false;
        send('Z', body -> body.writeByte(status));
        out.flush();
    }

    @Override
    void sendError(ScriptAnswer.Refusal refusal) throws IOException {
        String severity = refusal.closing() ? "FATAL" : "ERROR";
        send('E', body -> {
            for (String field :
                    List.of("S" + severity, "V" + severity, "C" + refusal.sqlState(), "M" + refusal.message())) {
                text(body, field);
            }
            body.writeByte(0);
        });
        out.flush();
    }

    private interface Body {
        void write(DataOutputStream body) throws IOException;
    }

    private void send(char type, Body content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.write(new DataOutputStream(bytes));
        out.writeByte(type);
        out.writeInt(bytes.size() + Integer.BYTES);
        bytes.writeTo(out);
    }

    private static void text(DataOutputStream body, String text) throws IOException {
        body.write(text.getBytes(StandardCharsets.UTF_8));
        body.writeByte(0);
    }

    private static String text(ByteBuffer body) {
        int start = body.position();
        while (body.get() != 0) {
            // up to the end of the text
        }
        return new String(body.array(), start, body.position() - 1 - start, StandardCharsets.UTF_8);
    }
}
