package io.waybill.environment.conformance;

import io.waybill.environment.Clock;
import io.waybill.environment.Connection;
import io.waybill.environment.Disk;
import io.waybill.environment.DiskFile;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.Links;
import io.waybill.environment.Probes;
import io.waybill.environment.Randomness;
import io.waybill.environment.Shards;
import io.waybill.environment.Timers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** An environment whose callbacks are watched. */
record WatchedEnvironment(Environment real, Watch watch) implements Environment {

    @Override
    public int node() {
        return real.node();
    }

    @Override
    public int incarnation() {
        return real.incarnation();
    }

    @Override
    public Clock clock() {
        return real.clock();
    }

    @Override
    public Timers timers() {
        return new Timers() {
            @Override
            public void post(Runnable task) {
                real.timers().post(watch.task("a posted task", task));
            }

            @Override
            public Timer after(long delayNanos, Runnable task) {
                return real.timers().after(delayNanos, watch.task("a timer", task));
            }
        };
    }

    /** Tasks run on the loop that they are posted to, so whoever posts one watches over it there. */
    @Override
    public Shards shards() {
        return real.shards();
    }

    @Override
    public Links links() {
        return new Links() {
            @Override
            public void listen(Endpoint endpoint, Acceptor acceptor) {
                real.links().listen(endpoint, connection -> watch.handler(acceptor.accept(connection)));
            }

            @Override
            public Connection connect(Endpoint to, Connection.Handler handler) {
                return real.links().connect(to, watch.handler(handler));
            }
        };
    }

    @Override
    public Disk disk() {
        return new WatchedDisk(real.disk(), watch);
    }

    @Override
    public Randomness randomness(String purpose) {
        return real.randomness(purpose);
    }

    @Override
    public Probes probes() {
        return real.probes();
    }

    @Override
    public void crash(Throwable cause) {
        watch.crash();
        real.crash(cause);
    }

    private record WatchedDisk(Disk real, Watch watch) implements Disk {

        @Override
        public void list(Consumer<List<String>> done, OnFailure failed) {
            var answers = watch.answers("list");
            real.list(answers.done(done), answers.failed(failed));
        }

        @Override
        public void open(String name, Consumer<DiskFile> done, OnFailure failed) {
            var answers = watch.answers("open");
            real.open(
                    name,
                    answers.done((DiskFile file) -> done.accept(new WatchedFile(file, watch))),
                    answers.failed(failed));
        }

        @Override
        public void rename(String from, String to, Runnable done, OnFailure failed) {
            var answers = watch.answers("rename");
            real.rename(from, to, answers.done(done), answers.failed(failed));
        }

        @Override
        public void delete(String name, Runnable done, OnFailure failed) {
            var answers = watch.answers("delete");
            real.delete(name, answers.done(done), answers.failed(failed));
        }

        @Override
        public void syncDirectory(Runnable done, OnFailure failed) {
            var answers = watch.answers("syncDirectory");
            real.syncDirectory(answers.done(done), answers.failed(failed));
        }
    }

    private record WatchedFile(DiskFile real, Watch watch) implements DiskFile {

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public long size() {
            return real.size();
        }

        @Override
        public void append(ByteBuffer bytes, Runnable done, Disk.OnFailure failed) {
            var answers = watch.answers("append");
            real.append(bytes, answers.done(done), answers.failed(failed));
        }

        @Override
        public void read(long position, int length, Consumer<ByteBuffer> done, Disk.OnFailure failed) {
            var answers = watch.answers("read");
            real.read(position, length, answers.done(done), answers.failed(failed));
        }

        @Override
        public void truncate(long size, Runnable done, Disk.OnFailure failed) {
            var answers = watch.answers("truncate");
            real.truncate(size, answers.done(done), answers.failed(failed));
        }

        @Override
        public void sync(Runnable done, Disk.OnFailure failed) {
            var answers = watch.answers("sync");
            real.sync(answers.done(done), answers.failed(failed));
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
