package io.waybill.planfile.fault;

import io.waybill.fault.ClockFault;
import io.waybill.fault.DiskFault;
import io.waybill.fault.Fault;
import io.waybill.fault.Fault.Reach;
import io.waybill.fault.LinkFault;
import io.waybill.fault.ScheduledFault;
import io.waybill.plan.AwaitedMoment;
import io.waybill.planfile.form.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes faults as a plan file has them. */
public final class FaultText {

    private FaultText() {}

    /** Returns the map that means a fault and its schedule. */
    public static Map<String, Object> of(ScheduledFault scheduled) {
        Map<String, Object> map = scheduled.fault().match(FaultText::single, FaultText::combined);
        scheduled
                .schedule()
                .match(
                        once -> map.put("at", Times.text(once.at())),
                        every -> map.put("every", Times.text(every.interval())),
                        when -> {
                            map.put(
                                    "when",
                                    AwaitedMoment.of(when.moment())
                                            .map(MomentForm::text)
                                            .orElse(when.moment()));
                            if (when.isSpaced()) {
                                map.put("every", Times.text(when.apart()));
                            }
                            map.put("after", Times.text(when.after()));
                            return map.put("times", when.most());
                        });
        return map;
    }

    private static Map<String, Object> combined(Fault.Combined combined) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Fault.Step step : combined.steps()) {
            Map<String, Object> map = single(step.fault());
            if (!step.after().equals(Duration.ZERO)) {
                map.put("after", Times.text(step.after()));
            }
            steps.add(map);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("together", combined.kind());
        map.put("steps", steps);
        return map;
    }

    private static Map<String, Object> single(Fault.Single fault) {
        return fault.matchSingle(new Single());
    }

    /** Each single fault as a map. */
    private static final class Single implements Fault.SingleCases<Map<String, Object>> {

        private final Map<String, Object> map = new LinkedHashMap<>();

        @Override
        public Map<String, Object> kill(Fault.Kill kill) {
            return begun("kill", kill).ended(kill);
        }

        @Override
        public Map<String, Object> pause(Fault.Pause pause) {
            return begun("pause", pause).ended(pause);
        }

        @Override
        public Map<String, Object> powerCut(Fault.PowerCut cut) {
            begun("cut-power", cut);
            SingleVerbs.losses().forEach((word, loss) -> {
                if (loss == cut.loss() && loss != Fault.Loss.UNSYNCED) {
                    map.put("loses", word);
                }
            });
            return ended(cut);
        }

        @Override
        public Map<String, Object> slow(Fault.Slow slow) {
            begun("slow", slow).map.put("factor", slow.factor());
            return ended(slow);
        }

        @Override
        public Map<String, Object> onDisk(Fault.OnDisk disk) {
            begun(disk.kind(), disk);
            if (disk.fault() instanceof DiskFault.Slow slow) {
                map.put("by", Times.text(slow.extra()));
            }
            return ended(disk);
        }

        @Override
        public Map<String, Object> onClock(Fault.OnClock clock) {
            begun(clock.kind(), clock);
            if (clock.fault() instanceof ClockFault.Skew skew) {
                map.put("by", Times.text(skew.by()));
            } else if (clock.fault() instanceof ClockFault.Jump jump) {
                map.put("by", Times.text(jump.by()));
            } else {
                map.put("parts-per-million", ((ClockFault.Drift) clock.fault()).partsPerMillion());
            }
            map.put("for", Times.text(clock.lasting()));
            return map;
        }

        @Override
        public Map<String, Object> restartClient(Fault.RestartClient restart) {
            map.put("restart", restart.role().word());
            map.put("for", Times.text(restart.lasting()));
            return map;
        }

        @Override
        public Map<String, Object> onLinks(Fault.OnLinks links) {
            boolean stalls = links.fault() instanceof LinkFault.Stall;
            ShapeText.put(stalls ? "partition" : links.kind(), links.shape(), map);
            if (links.fault() instanceof LinkFault.Blackhole blackhole) {
                map.put("silence", Times.text(blackhole.silence()));
            } else if (links.fault() instanceof LinkFault.Delay delay) {
                map.put("by", Times.text(delay.extra()));
            } else if (links.fault() instanceof LinkFault.Throttle throttle) {
                map.put("bytes-per-second", throttle.bytesPerSecond());
            } else if (links.fault() instanceof LinkFault.Slice slice) {
                map.put("piece", slice.pieceBytes() + "B");
                map.put("apart", Times.text(slice.pause()));
            }
            return ended(links);
        }

        private Single begun(String word, Fault.OnNodes fault) {
            map.put(word, VictimForm.text(fault.victim()));
            return this;
        }

        private Map<String, Object> ended(Fault.Single fault) {
            map.put("for", Times.text(fault.lasting()));
            if (fault.reach() == Reach.ANY) {
                map.put("reach", "any");
            }
            return map;
        }
    }
}
