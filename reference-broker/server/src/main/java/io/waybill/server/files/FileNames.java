package io.waybill.server.files;

/** Which names files may have: none of them leads out of the folder, on any file system. */
final class FileNames {

    private static final int LONGEST = 255;

    private FileNames() {}

    static boolean isFit(String name) {
        boolean isFit = !name.isEmpty() && name.length() <= LONGEST && name.charAt(0) != '.';
        for (int i = 0; isFit && i < name.length(); i++) {
            char c = name.charAt(i);
            isFit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._-".indexOf(c) >= 0;
        }
        return isFit;
    }

    /** Throws IllegalArgumentException where a name is not fit. */
    static void check(String name) {
        if (!isFit(name)) {
            throw new IllegalArgumentException("a file's name must be 1 to " + LONGEST
                    + " letters, digits, '.', '-' and '_', and not begin with '.', was \"" + name + '"');
        }
    }
}
