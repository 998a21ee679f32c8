package io.waybill.runner;

import io.waybill.plan.Configuration;
import io.waybill.plan.Moment;
import java.time.Duration;
import java.util.List;

/** Lets one call at a time through to listeners, in their order, from whatever thread it comes. */
final class SerialListener implements RunListener {

    private final List<RunListener> listeners;

    SerialListener(List<RunListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public synchronized void runStarted(RunStart start) {
        listeners.forEach(each -> each.runStarted(start));
    }

    @Override
    public synchronized void configurationStarted(Configuration configuration, int index, boolean control) {
        listeners.forEach(each -> each.configurationStarted(configuration, index, control));
    }

    @Override
    public synchronized void waiting(String what) {
        listeners.forEach(each -> each.waiting(what));
    }

    @Override
    public synchronized void clusterReady(String description, Duration took) {
        listeners.forEach(each -> each.clusterReady(description, took));
    }

    @Override
    public synchronized void phaseStarted(Phase phase, Duration atMost) {
        listeners.forEach(each -> each.phaseStarted(phase, atMost));
    }

    @Override
    public synchronized void progress(Progress progress) {
        listeners.forEach(each -> each.progress(progress));
    }

    @Override
    public synchronized void faultStarted(FaultNotice fault) {
        listeners.forEach(each -> each.faultStarted(fault));
    }

    @Override
    public synchronized void faultStopped(FaultNotice fault) {
        listeners.forEach(each -> each.faultStopped(fault));
    }

    @Override
    public synchronized void faultSkipped(String fault, String reason, Duration at) {
        listeners.forEach(each -> each.faultSkipped(fault, reason, at));
    }

    @Override
    public synchronized void momentHit(Moment moment, String detail, Duration at) {
        listeners.forEach(each -> each.momentHit(moment, detail, at));
    }

    @Override
    public synchronized void confirmed(Confirmation confirmation) {
        listeners.forEach(each -> each.confirmed(confirmation));
    }

    @Override
    public synchronized void configurationFinished(ConfigurationResult result) {
        listeners.forEach(each -> each.configurationFinished(result));
    }

    @Override
    public synchronized void runFinished(RunResult result) {
        listeners.forEach(each -> each.runFinished(result));
    }
}
