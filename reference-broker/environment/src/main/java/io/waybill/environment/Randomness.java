package io.waybill.environment;

/**
 * A stream of random numbers that its seed decides, the same on every machine and Java version.
 *
 * <p>The generator is SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014).
 * Not safe for use by several threads, and not fit for secrets.
 */
public final class Randomness {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final long LARGEST_BOUND = 1L << 62;
    private static final double DOUBLE_UNIT = 0x1.0p-53;
    private static final int DOUBLE_SHIFT = 11;

    private final long seed;
    private long state;

    private Randomness(long seed) {
        this.seed = seed;
        this.state = seed;
    }

    /** Returns the stream of a seed. Any number is a good seed; neighbours give unrelated streams. */
    public static Randomness ofSeed(long seed) {
        return new Randomness(mix(seed));
    }

    /**
     * Returns the stream of this stream's seed for a purpose. It depends on the seed and the purpose alone, not on what
     * was drawn here before, and drawing from it moves nothing here.
     */
    public Randomness fork(String purpose) {
        long hash = seed;
        for (int i = 0; i < purpose.length(); i++) {
            hash = mix(hash + purpose.charAt(i) + GOLDEN_GAMMA);
        }
        return new Randomness(hash);
    }

    /** Returns the stream of this stream's seed for one of many numbered purposes. */
    public Randomness fork(long number) {
        return new Randomness(keyed(seed, number));
    }

    /**
     * Returns the number that belongs to a seed and a key: a stream that is addressed instead of read, so that what is
     * drawn for one key does not depend on how many were drawn for others.
     */
    public static long keyed(long seed, long key) {
        return mix(seed ^ mix(key + GOLDEN_GAMMA));
    }

    /** Returns a number of all 2^64, each as likely. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Returns a number from 0 to {@code bound} - 1; {@code bound} is 1 or more. */
    public int nextInt(int bound) {
        return (int) nextLong(bound);
    }

    /** Returns a number from 0 to {@code bound} - 1; {@code bound} is 1 to 2^62. */
    public long nextLong(long bound) {
        if (bound < 1 || bound > LARGEST_BOUND) {
            throw new IllegalArgumentException("bound must be from 1 to 2^62, was " + bound);
        }
        // The high half of the 128-bit product. Its bias is below bound / 2^64, which no test of ours can see.
        return Math.multiplyHigh(nextLong() >>> 1, bound << 1);
    }

    /** Returns a number from {@code min} to {@code max}, both inclusive; they are less than 2^62 apart. */
    public long between(long min, long max) {
        return min + nextLong(max - min + 1);
    }

    /** Returns a number from 0, inclusive, to 1, exclusive. */
    public double nextDouble() {
        return unit(nextLong());
    }

    /** Returns the number from 0, inclusive, to 1, exclusive, that the high bits of {@code bits} say. */
    public static double unit(long bits) {
        return (bits >>> DOUBLE_SHIFT) * DOUBLE_UNIT;
    }

    /** Returns true with a probability from 0 to 1. */
    public boolean chance(double probability) {
        return nextDouble() < probability;
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
