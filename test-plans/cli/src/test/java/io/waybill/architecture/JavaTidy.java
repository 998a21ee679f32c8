package io.waybill.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** The rules for a Java file: how long it, its lines and its methods may be, and which type names say nothing. */
final class JavaTidy {
    static final int FILE_LINES = 500;
    static final int TEST_FILE_LINES = 800;
    static final int METHOD_LINES = 70;
    static final int COLUMNS = 120;

    private static final Pattern EMPTY_NAME =
            Pattern.compile(".+(Manager|Util|Utils|Helper|Impl|Data|Info)|Abstract.+");

    private final Repository repository;
    private final Ratchet ratchet;

    JavaTidy(Repository repository, Ratchet ratchet) {
        this.repository = repository;
        this.ratchet = ratchet;
    }

    List<Finding> judge(List<Path> files) {
        var findings = new ArrayList<Finding>();
        for (Path path : files) {
            judgeLengths(repository.nameOf(path), Repository.read(path), findings);
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var fileManager = compiler.getStandardFileManager(null, null, null)) {
            var sources = fileManager.getJavaFileObjectsFromPaths(files);
            var task = (JavacTask) compiler.getTask(null, fileManager, null, List.of("-proc:none"), null, sources);
            var positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Types(unit, positions, findings).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return findings;
    }

    private void judgeLengths(String file, String text, List<Finding> findings) {
        var lines = text.split("\n", -1);
        var limit = file.contains("src/test/") ? TEST_FILE_LINES : FILE_LINES;
        ratchet.judge(file, 1, file, lines.length - 1, limit, "lines").ifPresent(findings::add);
        var asItIs = false;
        for (int i = 0; i < lines.length; i++) {
            var line = lines[i];
            // Text blocks are data and drawings are drawings: breaking their lines would change them.
            asItIs ^= line.contains("<pre>") || line.split("\"\"\"", -1).length == 2;
            if (!asItIs && line.codePointCount(0, line.length()) > COLUMNS) {
                findings.add(new Finding(file, i + 1, "a line of over 120 characters", "break it"));
            }
            asItIs &= !line.contains("</pre>");
        }
    }

    /** Visits the types and methods of one file. */
    private final class Types extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final LineMap lines;
        private final List<Finding> findings;
        private final String file;

        Types(CompilationUnitTree unit, SourcePositions positions, List<Finding> findings) {
            this.unit = unit;
            this.positions = positions;
            this.lines = unit.getLineMap();
            this.findings = findings;
            this.file = repository.nameOf(Path.of(unit.getSourceFile().toUri()));
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            var name = type.getSimpleName().toString();
            // Not the whole word: Info is an outcome, and no other word is as exact.
            if (EMPTY_NAME.matcher(name).matches()) {
                findings.add(
                        new Finding(file, firstLine(type), "the name " + name + " says nothing", "name what it is"));
            }
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            if (method.getBody() != null) {
                var first = firstLine(method);
                var last = (int) lines.getLineNumber(positions.getEndPosition(unit, method));
                var name = file + "#" + method.getName();
                Optional<Finding> finding = ratchet.judge(file, first, name, last - first + 1, METHOD_LINES, "lines");
                finding.ifPresent(findings::add);
            }
            return super.visitMethod(method, null);
        }

        private int firstLine(Tree tree) {
            return (int) lines.getLineNumber(positions.getStartPosition(unit, tree));
        }
    }
}
