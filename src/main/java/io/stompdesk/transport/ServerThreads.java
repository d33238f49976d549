package io.stompdesk.transport;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tomcat's threads, which handle the requests and the frames of all clients. While many of them are busy, further work
 * runs on virtual threads, of which there is no end: whoever makes threads wait, by sending a body or reading a
 * response slowly, makes nobody else wait. Frames do not run on virtual threads at other times because a pooled thread
 * is woken at less cost.
 */
final class ServerThreads extends ThreadPoolExecutor {

    private static final Logger log = LoggerFactory.getLogger(ServerThreads.class);
    private static final int KEPT = 10;
    private static final int IDLE_SECONDS = 60;

    private final int busyEnough;
    private final ThreadFactory overflow = Thread.ofVirtual()
            .name("http-overflow-", 0)
            .uncaughtExceptionHandler(ServerThreads::failed)
            .factory();

    private ServerThreads(int max, TaskQueue queue) {
        super(Math.min(KEPT, max), max, IDLE_SECONDS, TimeUnit.SECONDS, queue, factory());
        // Half of the threads are a reserve: work that is submitted at the same moment never queues behind blocked
        // work.
        this.busyEnough = Math.max(1, max / 2);
    }

    static ServerThreads atMost(int max) {
        TaskQueue queue = new TaskQueue();
        ServerThreads threads = new ServerThreads(max, queue);
        queue.setParent(threads);
        return threads;
    }

    private static ThreadFactory factory() {
        ThreadFactory tomcats = new TaskThreadFactory("http-", true, Thread.NORM_PRIORITY);
        return task -> {
            Thread thread = tomcats.newThread(task);
            thread.setUncaughtExceptionHandler(ServerThreads::failed);
            return thread;
        };
    }

    @Override
    public void execute(Runnable task) {
        if (getSubmittedCount() < busyEnough) {
            super.execute(task);
        } else {
            overflow.newThread(task).start();
        }
    }

    private static void failed(Thread thread, Throwable failure) {
        if (GuardedUpgradeHandler.isOfClosedSession(failure)) {
            log.debug("A socket closed while a message was being sent", failure);
        } else {
            log.error("The thread {} failed", thread.getName(), failure);
        }
    }
}
