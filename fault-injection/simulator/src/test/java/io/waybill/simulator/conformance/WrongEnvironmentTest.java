package io.waybill.simulator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.waybill.environment.Timers;
import io.waybill.environment.conformance.Check;
import io.waybill.simulator.World;
import io.waybill.simulator.settings.WorldSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For every check there is an environment that is wrong in just that, and the check finds it. */
final class WrongEnvironmentTest {
    private static final World WORLD = World.of(0, WorldSettings.standard());

    private final TreeMap<String, UnaryOperator<Environment>> wrong = new TreeMap<>();
    private World world = WORLD;

    WrongEnvironmentTest() {
        wrongLoops();
        wrongShards();
        wrongLinks();
        wrongPauses();
        wrongEndings();
        wrongFiles();
        wrongFolders();
        wrongLives();
    }

    static List<Check> checks() {
        return Check.all();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void what_breaks_it_is_found(Check check) {
        var spoilt = wrong.getOrDefault(check.name(), UnaryOperator.identity());

        assertThatThrownBy(() -> askInManyWorlds(check, spoilt)).isInstanceOf(AssertionError.class);
    }

    /** In one world a power cut may take nothing away. */
    private void askInManyWorlds(Check check, UnaryOperator<Environment> spoilt) {
        for (long seed = 0; seed < 20; seed++) {
            world = World.of(seed, WorldSettings.standard());
            check.ask(new SimulatedSetting(world, spoilt));
        }
    }

    @Test
    void every_wrong_environment_belongs_to_a_check() {
        var names = Check.all().stream().map(Check::name).toList();

        assertThat(wrong.keySet()).containsExactlyInAnyOrderElementsOf(names);
    }

    private void wrongLoops() {
        wrong.put("what is posted runs after the callback, in order", Wrong.timers(real -> new Delegates.Later(real) {
            @Override
            public void post(Runnable task) {
                task.run();
            }
        }));
        wrong.put(
                "timers run by their time, and at the same time by their age",
                Wrong.timers(real -> new Delegates.Later(real) {
                    @Override
                    public Timer after(long delayNanos, Runnable task) {
                        return real.after(30_000_000 - delayNanos, task);
                    }
                }));
        wrong.put("no timer runs before its time", Wrong.timers(real -> new Delegates.Later(real) {
            @Override
            public Timer after(long delayNanos, Runnable task) {
                return real.after(delayNanos / 2, task);
            }
        }));
        wrong.put(
                "a timer that was cancelled never runs, and says whether it was",
                Wrong.timers(real -> new Delegates.Later(real) {
                    @Override
                    public Timer after(long delayNanos, Runnable task) {
                        real.after(delayNanos, task);
                        return () -> true;
                    }
                }));
        wrong.put("a timer cannot be set in the past", Wrong.timers(real -> new Delegates.Later(real) {
            @Override
            public Timer after(long delayNanos, Runnable task) {
                return real.after(Math.max(0, delayNanos), task);
            }
        }));
        wrong.put("monotonic time does not go back", Wrong.clock(real -> new Clock() {
            private long steps;

            @Override
            public long nanos() {
                return real.nanos() - 1_000_000 * ++steps;
            }

            @Override
            public long wallMillis() {
                return real.wallMillis();
            }
        }));
        wrong.put("a purpose has one stream of randomness, and two have two", real -> new Delegates.World(real) {
            @Override
            public Randomness randomness(String purpose) {
                return real.randomness("always the same");
            }
        });
    }

    private void wrongShards() {
        wrong.put(
                "shards know each other, and what one posts to another stays in order",
                Wrong.shards(real -> new Delegates.Loops(real) {
                    private int posted;

                    @Override
                    public void post(int shard, Runnable task) {
                        boolean detour = posted++ % 5 == 0;
                        real.post(shard, detour ? () -> real.post(shard, task) : task);
                    }
                }));
        wrong.put("a task that is posted to a shard runs on its loop", Wrong.shards(real -> new Delegates.Loops(real) {
            @Override
            public void post(int shard, Runnable task) {
                task.run();
            }
        }));
        wrong.put(
                "what is started on a shard has the environment of its loop",
                Wrong.shards(real -> new Delegates.Loops(real) {
                    @Override
                    public void start(int shard, Consumer<Environment> program) {
                        real.start(0, program);
                    }
                }));
        wrong.put("a shard may post to itself", Wrong.shards(real -> new Delegates.Loops(real) {
            @Override
            public void post(int shard, Runnable task) {
                real.post(0, task);
            }
        }));
    }

    private void wrongLinks() {
        wrong.put(
                "frames arrive whole and in order, also those sent before it was open",
                Wrong.connections(real -> new Delegates.Wire(real) {
                    @Override
                    public boolean send(ByteBuffer frame) {
                        ByteBuffer shorter = frame.slice(0, Math.min(frame.remaining(), 1_000));
                        return real.send(shorter);
                    }
                }));
        wrong.put("both ends talk", Wrong.links(real -> new Delegates.Wires(real) {
            @Override
            public void listen(Endpoint endpoint, Acceptor acceptor) {
                real.listen(endpoint, connection -> acceptor.accept(connection));
            }

            @Override
            Connection connection(Connection connection) {
                return new Delegates.Wire(connection) {
                    @Override
                    public boolean send(ByteBuffer frame) {
                        return true;
                    }
                };
            }
        }));
        wrong.put("where nobody listens, a connection is refused", ends(reason -> CloseReason.TIMEOUT));
        wrong.put("nobody listens twice at one endpoint", Wrong.links(real -> new Delegates.Wires(real) {
            @Override
            public void listen(Endpoint endpoint, Acceptor acceptor) {
                try {
                    super.listen(endpoint, acceptor);
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessageContaining("already");
                }
            }
        }));
        wrong.put("loops that listen at one endpoint take its connections in turn", real -> {
            boolean hears = real.shards().self() == 0;
            return new Delegates.World(real) {
                @Override
                public Links links() {
                    return new Delegates.Wires(real.links()) {
                        @Override
                        public void listen(Endpoint endpoint, Acceptor acceptor) {
                            if (hears) {
                                super.listen(endpoint, acceptor);
                            }
                        }
                    };
                }
            };
        });
        wrong.put(
                "a connection with much on its way has no room, and says when it has",
                Wrong.connections(real -> new Delegates.Wire(real) {
                    @Override
                    public boolean isWritable() {
                        return true;
                    }
                }));
    }

    private void wrongPauses() {
        int[] resumed = new int[1];
        wrong.put(
                "who has paused hears nothing, and then everything in its turn",
                Wrong.connections(real -> new Delegates.Wire(real) {
                    @Override
                    public void pause() {
                        assertThat(real.isWritable()).isTrue();
                    }
                }));
        wrong.put(
                "who has paused again and again still hears everything once",
                Wrong.connections(real -> new Delegates.Wire(real) {
                    @Override
                    public void resume() {
                        if (resumed[0]++ < 3) {
                            super.resume();
                        }
                    }
                }));
        wrong.put(
                "who sends to one that has paused has no room in the end",
                Wrong.connections(real -> new Delegates.Wire(real) {
                    @Override
                    public void pause() {
                        assertThat(real.isWritable()).isTrue();
                    }
                }));
    }

    private void wrongEndings() {
        wrong.put(
                "a connection that is closed delivers what was sent, then ends",
                Wrong.connections(real -> new Delegates.Wire(real) {
                    @Override
                    public void close() {
                        real.abort();
                    }
                }));
        wrong.put(
                "a connection that is aborted is reset for the other side",
                Wrong.connections(real -> new Delegates.Wire(real) {
                    @Override
                    public void abort() {
                        real.close();
                    }
                }));
        wrong.put("a connection ends once, however often it is ended", Wrong.links(real -> new Delegates.Wires(real) {
            @Override
            void closed(Handler handler, Connection connection, CloseReason reason) {
                handler.onClosed(connection, reason);
                handler.onClosed(connection, reason);
            }
        }));
        wrong.put(
                "what is closed before it is open ends like any other", Wrong.links(real -> new Delegates.Wires(real) {
                    @Override
                    public Connection connect(Endpoint to, Handler handler) {
                        return new Delegates.Wire(super.connect(to, handler)) {
                            @Override
                            public void close() {
                                assertThat(real.isWritable()).isTrue();
                            }
                        };
                    }
                }));
        wrong.put("who dies leaves no connection open", ends(reason -> CloseReason.END));
    }

    private static UnaryOperator<Environment> ends(UnaryOperator<CloseReason> as) {
        return Wrong.links(real -> new Delegates.Wires(real) {
            @Override
            void closed(Handler handler, Connection connection, CloseReason reason) {
                handler.onClosed(connection, as.apply(reason));
            }
        });
    }

    private void wrongFiles() {
        wrong.put(
                "a file is read as it was written, in the order in which it was asked",
                Wrong.files(real -> new Delegates.Bytes(real) {
                    @Override
                    public void truncate(long size, Runnable done, Disk.OnFailure failed) {
                        real.truncate(real.size(), done, failed);
                    }
                }));
        wrong.put("a read gives what there is, and not more", Wrong.files(real -> new Delegates.Bytes(real) {
            @Override
            public void read(long position, int length, Consumer<ByteBuffer> done, Disk.OnFailure failed) {
                real.read(
                        position,
                        length,
                        bytes -> done.accept(
                                ByteBuffer.allocate(length).put(bytes).rewind()),
                        failed);
            }
        }));
        wrong.put("the size of a file counts what was asked for", Wrong.files(real -> new Delegates.Bytes(real) {
            @Override
            public long size() {
                return 0;
            }
        }));
        wrong.put(
                "a file that is closed does what it was asked for and no more",
                Wrong.files(real -> new Delegates.Bytes(real) {
                    @Override
                    public void close() {
                        assertThat(real.name()).isNotEmpty();
                    }
                }));
        wrong.put(
                "what was synced is there after a power cut",
                whole -> Wrong.files(file -> new Delegates.Bytes(file) {
                            @Override
                            public void sync(Runnable done, Disk.OnFailure failed) {
                                whole.timers().post(done);
                            }
                        })
                        .apply(whole));
        wrong.put(
                "what was written is there after a kill",
                whole -> Wrong.files(file -> new Delegates.Bytes(file) {
                            @Override
                            public void append(ByteBuffer bytes, Runnable done, Disk.OnFailure failed) {
                                whole.timers().post(done);
                            }
                        })
                        .apply(whole));
    }

    private void wrongFolders() {
        wrong.put("files are created, listed, renamed and deleted", Wrong.disk(real -> new Delegates.Folder(real) {
            @Override
            public void list(Consumer<List<String>> done, OnFailure failed) {
                real.list(
                        names -> {
                            var reversed = new ArrayList<>(names);
                            Collections.reverse(reversed);
                            done.accept(reversed);
                        },
                        failed);
            }
        }));
        wrong.put("who renames what is not there hears of it", Wrong.disk(real -> new Delegates.Folder(real) {
            @Override
            public void rename(String from, String to, Runnable done, OnFailure failed) {
                real.rename(from, to, done, failure -> done.run());
            }
        }));
        wrong.put("names that do not fit are refused", Wrong.disk(real -> new Delegates.Folder(real) {
            @Override
            public void open(String name, Consumer<DiskFile> done, OnFailure failed) {
                super.open(name.replaceAll("[^A-Za-z0-9._-]", "_"), done, failed);
            }
        }));
        wrong.put(
                "all shards have the same disk",
                whole -> Wrong.disk(disk -> new Delegates.Folder(disk) {
                            @Override
                            public void open(String name, Consumer<DiskFile> done, OnFailure failed) {
                                super.open(name + whole.shards().self(), done, failed);
                            }
                        })
                        .apply(whole));
        wrong.put(
                "a file that was synced with its folder keeps its name",
                whole -> Wrong.disk(disk -> new Delegates.Folder(disk) {
                            @Override
                            public void syncDirectory(Runnable done, OnFailure failed) {
                                whole.timers().post(done);
                            }
                        })
                        .apply(whole));
    }

    private void wrongLives() {
        wrong.put("incarnations are counted", real -> new Delegates.World(real) {
            @Override
            public int incarnation() {
                return 0;
            }
        });
        wrong.put("nothing of a node that was killed runs", Wrong.timers(real -> new Delegates.Later(real) {
            @Override
            public Timers.Timer after(long delayNanos, Runnable task) {
                world.at(world.nanos() + delayNanos, task);
                return () -> false;
            }
        }));
        wrong.put("a crash ends all shards when the callback is through", real -> new Delegates.World(real) {
            @Override
            public void crash(Throwable cause) {
                assertThat(cause).isNotNull();
            }
        });
        wrong.put("a probe that does not hold ends the node", probes((holds, detail) -> {}));
        wrong.put(
                "probes that hold, and those that are hit, change nothing",
                probes((holds, detail) -> assertThat(detail.get()).isEmpty()));
    }

    private interface Always {
        void states(boolean holds, Supplier<String> detail);
    }

    private static UnaryOperator<Environment> probes(Always always) {
        return real -> new Delegates.World(real) {
            @Override
            public Probes probes() {
                Probes probes = real.probes();
                return new Probes() {
                    @Override
                    public void always(boolean holds, String id, Supplier<String> detail) {
                        always.states(holds, detail);
                    }

                    @Override
                    public Sometimes sometimes(String id) {
                        return probes.sometimes(id);
                    }

                    @Override
                    public Buggify buggify(String id) {
                        return probes.buggify(id);
                    }
                };
            }
        };
    }
}
