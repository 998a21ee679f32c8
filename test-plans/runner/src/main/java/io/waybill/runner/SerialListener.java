package io.waybill.runner;

import io.waybill.plan.Configuration;
import io.waybill.plan.Moment;
import java.time.Duration;

/** Lets one call at a time through to a listener, from whatever thread it comes. */
final class SerialListener implements RunListener {

    private final RunListener listener;

    SerialListener(RunListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void runStarted(RunStart start) {
        listener.runStarted(start);
    }

    @Override
    public synchronized void configurationStarted(Configuration configuration, int index, boolean control) {
        listener.configurationStarted(configuration, index, control);
    }

    @Override
    public synchronized void waiting(String what) {
        listener.waiting(what);
    }

    @Override
    public synchronized void clusterReady(String description, Duration took) {
        listener.clusterReady(description, took);
    }

    @Override
    public synchronized void phaseStarted(Phase phase, Duration atMost) {
        listener.phaseStarted(phase, atMost);
    }

    @Override
    public synchronized void progress(Progress progress) {
        listener.progress(progress);
    }

    @Override
    public synchronized void faultStarted(FaultNotice fault) {
        listener.faultStarted(fault);
    }

    @Override
    public synchronized void faultStopped(FaultNotice fault) {
        listener.faultStopped(fault);
    }

    @Override
    public synchronized void faultSkipped(String fault, String reason, Duration at) {
        listener.faultSkipped(fault, reason, at);
    }

    @Override
    public synchronized void momentHit(Moment moment, String detail, Duration at) {
        listener.momentHit(moment, detail, at);
    }

    @Override
    public synchronized void confirmed(Confirmation confirmation) {
        listener.confirmed(confirmation);
    }

    @Override
    public synchronized void configurationFinished(ConfigurationResult result) {
        listener.configurationFinished(result);
    }

    @Override
    public synchronized void runFinished(RunResult result) {
        listener.runFinished(result);
    }
}
