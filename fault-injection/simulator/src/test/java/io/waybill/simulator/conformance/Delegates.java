package io.waybill.simulator.conformance;

import io.waybill.environment.Clock;
import io.waybill.environment.Connection;
import io.waybill.environment.Connection.CloseReason;
import io.waybill.environment.Connection.Handler;
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

/** Parts of an environment that do as the real ones do, to be spoiled in one point each. */
final class Delegates {
    private Delegates() {}

    static class World implements Environment {
        final Environment real;

        World(Environment real) {
            this.real = real;
        }

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
            return real.timers();
        }

        @Override
        public Shards shards() {
            return real.shards();
        }

        @Override
        public Links links() {
            return real.links();
        }

        @Override
        public Disk disk() {
            return real.disk();
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
            real.crash(cause);
        }
    }

    static class Later implements Timers {
        final Timers real;

        Later(Timers real) {
            this.real = real;
        }

        @Override
        public void post(Runnable task) {
            real.post(task);
        }

        @Override
        public Timer after(long delayNanos, Runnable task) {
            return real.after(delayNanos, task);
        }
    }

    static class Loops implements Shards {
        final Shards real;

        Loops(Shards real) {
            this.real = real;
        }

        @Override
        public int self() {
            return real.self();
        }

        @Override
        public int count() {
            return real.count();
        }

        @Override
        public void post(int shard, Runnable task) {
            real.post(shard, task);
        }

        @Override
        public void start(int shard, Consumer<Environment> program) {
            real.start(shard, program);
        }
    }

    /** Wraps the connections of both sides, towards the program, and what the program is told. */
    static class Wires implements Links {
        final Links real;

        Wires(Links real) {
            this.real = real;
        }

        Connection connection(Connection connection) {
            return connection;
        }

        void closed(Handler handler, Connection connection, CloseReason reason) {
            handler.onClosed(connection, reason);
        }

        @Override
        public void listen(Endpoint endpoint, Acceptor acceptor) {
            real.listen(endpoint, connection -> handler(acceptor.accept(connection(connection))));
        }

        @Override
        public Connection connect(Endpoint to, Handler handler) {
            return connection(real.connect(to, handler(handler)));
        }

        private Handler handler(Handler told) {
            return new Handler() {
                @Override
                public void onOpen(Connection connection) {
                    told.onOpen(connection(connection));
                }

                @Override
                public void onFrame(Connection connection, ByteBuffer frame) {
                    told.onFrame(connection(connection), frame);
                }

                @Override
                public void onWritable(Connection connection) {
                    told.onWritable(connection(connection));
                }

                @Override
                public void onClosed(Connection connection, CloseReason reason) {
                    closed(told, connection(connection), reason);
                }
            };
        }
    }

    static class Wire implements Connection {
        final Connection real;

        Wire(Connection real) {
            this.real = real;
        }

        @Override
        public boolean send(ByteBuffer frame) {
            return real.send(frame);
        }

        @Override
        public boolean isWritable() {
            return real.isWritable();
        }

        @Override
        public void pause() {
            real.pause();
        }

        @Override
        public void resume() {
            real.resume();
        }

        @Override
        public void close() {
            real.close();
        }

        @Override
        public void abort() {
            real.abort();
        }
    }

    /** Wraps the files that it opens. */
    static class Folder implements Disk {
        final Disk real;

        Folder(Disk real) {
            this.real = real;
        }

        DiskFile file(DiskFile file) {
            return file;
        }

        @Override
        public void list(Consumer<List<String>> done, OnFailure failed) {
            real.list(done, failed);
        }

        @Override
        public void open(String name, Consumer<DiskFile> done, OnFailure failed) {
            real.open(name, file -> done.accept(file(file)), failed);
        }

        @Override
        public void rename(String from, String to, Runnable done, OnFailure failed) {
            real.rename(from, to, done, failed);
        }

        @Override
        public void delete(String name, Runnable done, OnFailure failed) {
            real.delete(name, done, failed);
        }

        @Override
        public void syncDirectory(Runnable done, OnFailure failed) {
            real.syncDirectory(done, failed);
        }
    }

    static class Bytes implements DiskFile {
        final DiskFile real;

        Bytes(DiskFile real) {
            this.real = real;
        }

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
            real.append(bytes, done, failed);
        }

        @Override
        public void read(long position, int length, Consumer<ByteBuffer> done, Disk.OnFailure failed) {
            real.read(position, length, done, failed);
        }

        @Override
        public void truncate(long size, Runnable done, Disk.OnFailure failed) {
            real.truncate(size, done, failed);
        }

        @Override
        public void sync(Runnable done, Disk.OnFailure failed) {
            real.sync(done, failed);
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
