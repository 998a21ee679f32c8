package io.waybill.cli;

import io.waybill.planfile.tree.Problem;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import java.util.List;

/** What the commands share: the terminal, and how things are said on it. */
final class Output {

    private final Terminal terminal;
    private final Ansi out;
    private final Ansi err;

    Output(Terminal terminal) {
        this.terminal = terminal;
        this.out = Ansi.ofOut(terminal);
        this.err = Ansi.ofErr(terminal);
    }

    Terminal terminal() {
        return terminal;
    }

    int columns() {
        return terminal.columns();
    }

    /** Prints lines of the result. */
    void result(List<Line> lines) {
        lines.forEach(line -> terminal.out().println(out.show(line)));
    }

    /** Prints a line of the result as it is: for programs. */
    void raw(String text) {
        terminal.out().println(text);
    }

    /** Prints a line about how it goes. */
    void progress(Line line) {
        terminal.err().println(err.show(line));
    }

    /** Says what is wrong; every line of the message begins with the name of this command. */
    void complain(String message) {
        message.lines()
                .forEach(line -> terminal.err()
                        .println(err.show(
                                Line.EMPTY.plus("waybill: ", Tone.VIOLATED).plus(line))));
    }

    /** Shows what is wrong in plan files, each with its line and what is meant underlined. */
    void problems(List<Problem> problems) {
        for (Problem problem : problems) {
            List<String> lines = problem.lines();
            terminal.err().println(err.show(Line.EMPTY.plus(lines.get(0), Tone.VIOLATED)));
            lines.stream().skip(1).forEach(line -> terminal.err().println(err.show(Line.of(line))));
        }
        terminal.err().println();
        terminal.err().println(err.show(Line.of(Wording.count(problems.size(), "problem") + ". Nothing was started.")));
    }

    void flush() {
        terminal.out().flush();
        terminal.err().flush();
    }
}
