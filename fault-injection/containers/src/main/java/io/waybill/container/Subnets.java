package io.waybill.container;

import java.util.Collection;
import java.util.Optional;

/** Which addresses a private network can have. Pure. */
final class Subnets {

    /** {@code 10.200.0.0/24} to {@code 10.249.255.0/24}: seldom used, where engines choose theirs from 172 and 192. */
    private static final int FIRST = 200;

    private static final int SECONDS = 50;
    private static final int THIRDS = 256;

    /** How many there are. */
    static final int COUNT = SECONDS * THIRDS;

    private static final int PREFIX_BITS = 24;

    /** An IPv4 network. */
    record Subnet(int address, int bits) {

        boolean overlaps(Subnet other) {
            int shift = Integer.SIZE - Math.min(bits, other.bits);
            return shift >= Integer.SIZE || address >>> shift == other.address >>> shift;
        }

        /** Returns the address of a host in it. */
        String host(int number) {
            return dotted(address + number);
        }

        @Override
        public String toString() {
            return dotted(address) + "/" + bits;
        }
    }

    private Subnets() {}

    /** Returns one of ours. */
    static Subnet at(int index) {
        int number = Math.floorMod(index, COUNT);
        return new Subnet(10 << 24 | (FIRST + number / THIRDS) << 16 | (number % THIRDS) << 8, PREFIX_BITS);
    }

    /** Reads {@code 172.17.0.0/16}; empty for anything else, which none of ours can overlap with. */
    static Optional<Subnet> parse(String text) {
        String[] parts = text.split("/", -1);
        String[] numbers = parts[0].split("\\.", -1);
        if (parts.length != 2 || numbers.length != 4) {
            return Optional.empty();
        }
        try {
            int address = 0;
            for (String number : numbers) {
                address = address << 8 | Integer.parseInt(number);
            }
            return Optional.of(new Subnet(address, Integer.parseInt(parts[1])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static boolean isFree(Subnet wanted, Collection<Subnet> used) {
        return used.stream().noneMatch(wanted::overlaps);
    }

    private static String dotted(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }
}
