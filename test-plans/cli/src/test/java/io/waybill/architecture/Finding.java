package io.waybill.architecture;

/**
 * A place where the repository is not as its rules want it.
 *
 * @param file the path from the root
 * @param line the line, from 1
 * @param rule what is wrong there
 * @param fix what to do
 */
record Finding(String file, int line, String rule, String fix) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + rule + ": " + fix;
    }
}
