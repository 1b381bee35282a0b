package io.seedcore.pool.war.console;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One console that watches. Whoever offers a line never waits: as long as the client does not take what was written, each
 * line takes the place of the one before; only the first one is never replaced. Thread-safe.
 */
final class LiveStream implements WriteListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

    /** Then the client connects anew, and shows its token again. */
    private static final long LIFETIME_MILLIS = TimeUnit.HOURS.toMillis(1);

    /** A client that takes nothing for so many lines has gone without a word. */
    private static final int MOST_UNSENT = 30;

    private final AsyncContext context;
    private final Consumer<LiveStream> whenOver;
    private final ServletOutputStream out;
    private final UntakenLines lines;
    private boolean mayWrite;
    private boolean over;

    /** @param first what it begins with */
    LiveStream(AsyncContext context, byte[] first, Consumer<LiveStream> whenOver) throws IOException {
        this.context = context;
        this.lines = new UntakenLines(first);
        this.whenOver = whenOver;
        this.out = context.getResponse().getOutputStream();
    }

    void begin() {
        context.setTimeout(LIFETIME_MILLIS);
        context.addListener(this);
        out.setWriteListener(this);
    }

    synchronized void offer(byte[] line) {
        lines.offer(line);
        if (lines.replaced() > MOST_UNSENT) {
            end();
        } else {
            write();
        }
    }

    /** The server calls it once writing may begin, and each time it may go on. */
    @Override
    public synchronized void onWritePossible() {
        mayWrite = true;
        write();
    }

    private void write() {
        try {
            while (mayWrite && !over && !lines.isEmpty() && out.isReady()) {
                out.write(lines.take());
                if (out.isReady()) {
                    out.flush();
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("A console has gone", e);
            end();
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("A console has gone", failure);
        end();
    }

    /** Ends the answer; the second time nothing happens. */
    synchronized void end() {
        if (over) {
            return;
        }
        over = true;
        whenOver.accept(this);
        try {
            context.complete();
        } catch (IllegalStateException e) {
            LOG.debug("The server had ended this answer before", e);
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
