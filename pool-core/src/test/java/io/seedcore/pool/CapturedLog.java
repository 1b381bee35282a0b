package io.seedcore.pool;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/** Everything that some loggers write, down to the finest level, while it is open. */
public final class CapturedLog extends Handler implements AutoCloseable {

    private final List<Logger> loggers;
    private final List<Level> levels;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    public CapturedLog(String... names) {
        loggers = Stream.of(names).map(Logger::getLogger).toList();
        levels = loggers.stream().map(Logger::getLevel).toList();
        setLevel(Level.ALL);
        loggers.forEach(logger -> {
            logger.addHandler(this);
            logger.setLevel(Level.ALL);
        });
    }

    /** Messages of at least {@code level}, formatted, without time and stack. */
    public List<String> messages(Level level) {
        return records.stream()
                .filter(logged -> logged.getLevel().intValue() >= level.intValue())
                .map(formatter::formatMessage)
                .toList();
    }

    /** All of it, with the stacks. */
    public String text() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        records.forEach(logged -> {
            out.println(formatter.formatMessage(logged));
            if (logged.getThrown() != null) {
                logged.getThrown().printStackTrace(out);
            }
        });
        return text.toString();
    }

    @Override
    public void publish(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        for (int index = 0; index < loggers.size(); index++) {
            loggers.get(index).removeHandler(this);
            loggers.get(index).setLevel(levels.get(index));
        }
    }
}
