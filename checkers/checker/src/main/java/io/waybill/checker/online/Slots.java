package io.waybill.checker.online;

/** How many slots all lanes together may have: the bound of an online checker's memory. */
final class Slots {

    private long left;

    Slots(long most) {
        left = most;
    }

    boolean take(int count) {
        if (count > left) {
            return false;
        }
        left -= count;
        return true;
    }
}
