package io.waybill.client.producer;

/**
 * The hash by which Kafka's clients in all languages spread keys: MurmurHash2 (Austin Appleby, public domain), 32 bits,
 * with Kafka's seed.
 */
final class Murmur2 {

    private static final int SEED = 0x9747b28c;
    private static final int M = 0x5bd1e995;
    private static final int R = 24;
    private static final int BYTE = 0xff;

    private Murmur2() {}

    static int hash(byte[] data) {
        int length = data.length;
        int hash = SEED ^ length;
        int whole = length & ~3;
        for (int i = 0; i < whole; i += 4) {
            int k = (data[i] & BYTE)
                    | ((data[i + 1] & BYTE) << 8)
                    | ((data[i + 2] & BYTE) << 16)
                    | ((data[i + 3] & BYTE) << 24);
            k *= M;
            k ^= k >>> R;
            hash = (hash * M) ^ (k * M);
        }
        if (length > whole) {
            for (int i = length - 1; i >= whole; i--) {
                hash ^= (data[i] & BYTE) << (8 * (i - whole));
            }
            hash *= M;
        }
        hash ^= hash >>> 13;
        hash *= M;
        return hash ^ (hash >>> 15);
    }
}
