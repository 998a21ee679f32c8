package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.LeaderIdAndEpoch;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Compares a message with what an older version made of it: a field is the same, or what stands for "not told". */
final class KeptOrDefault {

    private static final Set<Object> DEFAULTS = Set.of(
            "",
            false,
            true,
            0,
            -1,
            -2,
            (short) 0,
            (short) -1,
            (byte) 0,
            (byte) -1,
            (byte) 1,
            0L,
            -1L,
            Long.MAX_VALUE,
            Integer.MAX_VALUE,
            List.of(),
            new UUID(0, 0),
            ErrorCode.NONE,
            LeaderIdAndEpoch.NONE);

    private final List<String> contradictions = new ArrayList<>();

    static List<String> contradictions(Object newest, Object older) {
        var comparison = new KeptOrDefault();
        comparison.compare("", newest, older);
        return comparison.contradictions;
    }

    private void compare(String path, Object newest, Object older) {
        if (older == null || older.equals(newest) || DEFAULTS.contains(older)) {
            return;
        }
        if (newest instanceof Record && newest.getClass() == older.getClass()) {
            for (RecordComponent component : newest.getClass().getRecordComponents()) {
                compare(path + "." + component.getName(), get(component, newest), get(component, older));
            }
        } else if (newest instanceof List<?> many && older instanceof List<?> few && many.size() == few.size()) {
            for (int i = 0; i < few.size(); i++) {
                compare(path + "[" + i + "]", many.get(i), few.get(i));
            }
        } else {
            contradictions.add(path + " was " + newest + " and became " + older);
        }
    }

    private static Object get(RecordComponent component, Object owner) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
