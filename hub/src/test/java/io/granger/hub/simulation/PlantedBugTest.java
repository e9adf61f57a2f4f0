package io.granger.hub.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.cluster.GridAnswer;
import io.granger.hub.cluster.Offer;
import io.granger.hub.cluster.SharedTask;
import io.granger.hub.cluster.TaskGrid;
import io.granger.hub.store.Change;
import io.granger.hub.store.CommitDone;
import io.granger.hub.store.KeyRecord;
import io.granger.hub.store.Receipt;
import io.granger.hub.store.TaskRecord;
import io.granger.hub.verticle.Surroundings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulation that finds nothing proves nothing: each bug put into what the hub stands on is found soon. */
class PlantedBugTest {

    /** Bugs, each with the number of seeds within which it must be found. */
    enum Bug implements Planted {
        /** Changes are told to be durable before they are. */
        COMMIT_REMOVED(20) {
            @Override
            public SimulatedStore store(SimulatedProcess process, SimulatedDisk disk, Chance chance, Trouble trouble) {
                return new SimulatedStore(process, disk, chance, trouble, Recipes.STORE_QUEUE) {
                    @Override
                    public void commitForReceipt(Change change, CommitDone done) {
                        super.commitForReceipt(change, (receipt, failure) -> {});
                        process().after(0, () -> tell(done, new SimulatedDisk.Written(Receipt.PLAIN, null)));
                    }
                };
            }
        },
        /** An idempotency key that was used is not found again. */
        DEDUPLICATION_REMOVED(50) {
            @Override
            public SimulatedStore store(SimulatedProcess process, SimulatedDisk disk, Chance chance, Trouble trouble) {
                return new SimulatedStore(process, disk, chance, trouble, Recipes.STORE_QUEUE) {
                    @Override
                    public Optional<KeyRecord> key(String principal, String key) {
                        return Optional.empty();
                    }

                    @Override
                    public void commitForReceipt(Change change, CommitDone done) {
                        super.commitForReceipt(withoutKey(change), done);
                    }
                };
            }
        },
        /** Rows that close decisions do not reach the disk with their task. */
        ROWS_DROPPED(20) {
            @Override
            public SimulatedStore store(SimulatedProcess process, SimulatedDisk disk, Chance chance, Trouble trouble) {
                return new SimulatedStore(process, disk, chance, trouble, Recipes.STORE_QUEUE) {
                    @Override
                    public void commitForReceipt(Change change, CommitDone done) {
                        super.commitForReceipt(withoutRows(change), done);
                    }
                };
            }
        },
        /** After a restart nothing that was open is taken up. */
        RESUME_REMOVED(100) {
            @Override
            public SimulatedStore store(SimulatedProcess process, SimulatedDisk disk, Chance chance, Trouble trouble) {
                return new SimulatedStore(process, disk, chance, trouble, Recipes.STORE_QUEUE) {
                    @Override
                    public List<TaskRecord> openTasks() {
                        return List.of();
                    }
                };
            }
        },
        /** Of a call that is not answered soon the core hears that the spoke refused it. */
        UNKNOWN_OUTCOME_HIDDEN(50) {
            @Override
            public Surroundings surroundings(Surroundings real) {
                return new Passing(real) {
                    @Override
                    public Future<Object> ask(String address, JsonObject message, long timeoutMs) {
                        Promise<Object> answered = Promise.promise();
                        super.ask(address, message, timeoutMs)
                                .onSuccess(answered::tryComplete)
                                .onFailure(answered::tryFail);
                        super.after(300, () -> answered.tryFail(REFUSED));
                        return answered.future();
                    }
                };
            }
        },
        /** Whoever lost a task to another hub writes on as if it still were its own. */
        EPOCH_CHECK_REMOVED(500, 3) {
            @Override
            public TaskGrid grid(TaskGrid real) {
                return new PassingGrid(real) {
                    @Override
                    public void offer(SharedTask offered, Consumer<GridAnswer<Offer>> done) {
                        super.offer(offered, answer -> done.accept(unchecked(offered, answer)));
                    }
                };
            }
        },
        /** What a hub's store still has open at its start replaces what the cluster knows of the task. */
        JOIN_REMOVED(200, 3) {
            @Override
            public TaskGrid grid(TaskGrid real) {
                return new PassingGrid(real) {
                    @Override
                    public void offer(SharedTask offered, Consumer<GridAnswer<Offer>> done) {
                        if (offered.version().isShown()) {
                            super.forget(offered.taskId());
                        }
                        super.offer(offered, done);
                    }
                };
            }
        },
        /** Nobody waits for the hubs that were not heard after something was lost. */
        ROLL_IGNORED(200, 3) {
            @Override
            public TaskGrid grid(TaskGrid real) {
                return new PassingGrid(real) {
                    @Override
                    public void answerRoll(Set<String> stores, Consumer<GridAnswer<Map<String, String>>> done) {
                        var all = new HashMap<String, String>();
                        List.of("one", "two", "three").forEach(store -> all.put(store, node()));
                        stores.forEach(store -> all.put(store, node()));
                        super.answerRoll(
                                stores,
                                answer -> done.accept(
                                        answer instanceof GridAnswer.Done ? new GridAnswer.Done<>(all) : answer));
                    }
                };
            }
        },
        /** One timer in twenty never fires. */
        TIMERS_LOST(500) {
            @Override
            public Surroundings surroundings(Surroundings real) {
                return new Passing(real) {
                    private int timers;

                    @Override
                    public long after(long delayMs, Runnable task) {
                        boolean isLost = ++timers % 20 == 0;
                        return super.after(delayMs, isLost ? () -> {} : task);
                    }
                };
            }
        };

        private static final ReplyException REFUSED = new ReplyException(ReplyFailure.RECIPIENT_FAILURE, 500, "no");

        final int seedsMax;
        final int hubs;

        Bug(int seedsMax) {
            this(seedsMax, 1);
        }

        Bug(int seedsMax, int hubs) {
            this.seedsMax = seedsMax;
            this.hubs = hubs;
        }
    }

    private static GridAnswer<Offer> unchecked(SharedTask offered, GridAnswer<Offer> answer) {
        return answer instanceof GridAnswer.Done<Offer> done && done.value() instanceof Offer.Displaced
                ? new GridAnswer.Done<>(new Offer.Stands(offered.join()))
                : answer;
    }

    @BeforeAll
    static void quiet() {
        ClusterSimulation.quiet();
    }

    @ParameterizedTest
    @EnumSource
    void run_bugPlanted_isFound(Bug bug) {
        long seed = 1;
        var outcome = Simulation.run(seed, bug.hubs, bug, false);
        while (outcome.violation().isEmpty() && seed < bug.seedsMax) {
            outcome = Simulation.run(++seed, bug.hubs, bug, false);
        }

        assertThat(outcome.violation())
                .as("%s within %d seeds", bug, bug.seedsMax)
                .isPresent();
        System.out.printf(
                "%s is found by seed %d: %s%n",
                bug, seed, outcome.violation().orElseThrow().promise());
    }

    private static Change withoutKey(Change c) {
        return new Change(
                c.task(), c.insert(), c.rows(), c.outcomes(), Optional.empty(), c.settings(), c.audit(), c.policies());
    }

    private static Change withoutRows(Change c) {
        return new Change(
                c.task(), c.insert(), List.of(), c.outcomes(), c.key(), c.settings(), c.audit(), c.policies());
    }

    /** Surroundings that pass everything on. */
    private static class Passing implements Surroundings {
        private final Surroundings real;

        Passing(Surroundings real) {
            this.real = real;
        }

        @Override
        public long after(long delayMs, Runnable task) {
            return real.after(delayMs, task);
        }

        @Override
        public void cancel(long timer) {
            real.cancel(timer);
        }

        @Override
        public Future<Object> ask(String address, JsonObject message, long timeoutMs) {
            return real.ask(address, message, timeoutMs);
        }

        @Override
        public void publish(String address, Supplier<JsonObject> event) {
            real.publish(address, event);
        }

        @Override
        public <T> Future<T> blocking(Callable<T> work) {
            return real.blocking(work);
        }
    }
}
