package io.waybill.simulator.conformance;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.conformance.Setting;
import io.waybill.simulator.World;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A world as the suite's setting; what the programs see of it can be spoiled. */
record SimulatedSetting(World world, UnaryOperator<Environment> spoilt) implements Setting {

    SimulatedSetting(World world) {
        this(world, UnaryOperator.identity());
    }

    @Override
    public void add(int node, int shards, Consumer<Environment> program) {
        world.add(node, "n" + node, shards, environment -> program.accept(spoilt.apply(environment)));
    }

    @Override
    public Endpoint endpoint(int node, int number) {
        return new Endpoint("n" + node, 9_000 + number);
    }

    @Override
    public void start(int node) {
        world.start(node);
    }

    @Override
    public void kill(int node) {
        world.machines().kill(node);
    }

    @Override
    public boolean cutPower(int node) {
        world.machines().cutPower(node, false);
        return true;
    }

    @Override
    public void run(long nanos) {
        world.runUntil(world.nanos() + nanos);
    }

    @Override
    public void close() {}
}
