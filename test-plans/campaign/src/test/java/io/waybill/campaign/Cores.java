package io.waybill.campaign;

/** How many seeds the tests run at once: one a core. */
final class Cores {

    private Cores() {}

    static int count() {
        return Runtime.getRuntime().availableProcessors();
    }
}
