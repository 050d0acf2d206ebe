import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks or writes the format of every Java source below a folder: {@code FormatSources check|write DIR}. */
final class FormatSources {
    private static final Set<String> SKIPPED_FOLDERS = Set.of("target", ".git", "node_modules");
    private static final JavaFormatterOptions STYLE = JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build();

    public static void main(String[] args) throws IOException {
        boolean write = args[0].equals("write");
        List<Path> unformatted = sourcesBelow(Path.of(args[1])).parallelStream()
                .filter(source -> !isFormatted(source, write))
                .sorted()
                .toList();
        if (write) {
            unformatted.forEach(source -> System.out.println("formatted " + source));
        } else if (!unformatted.isEmpty()) {
            unformatted.forEach(source -> System.err.println("not formatted: " + source));
            System.err.println("To format them: mvn -q -pl build validate -Dformat=write");
            System.exit(1);
        }
    }

    private static List<Path> sourcesBelow(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(root.normalize(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean skip = folder.getFileName() != null
                        && SKIPPED_FOLDERS.contains(folder.getFileName().toString());
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) sources.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    private static boolean isFormatted(Path source, boolean write) {
        try {
            String text = Files.readString(source);
            String imports = ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(text), JavaFormatterOptions.Style.PALANTIR);
            String formatted = Formatter.createFormatter(STYLE).formatSource(imports);
            if (formatted.equals(text)) return true;
            if (write) Files.writeString(source, formatted);
            return false;
        } catch (IOException | FormatterException e) {
            throw new IllegalStateException(source + ": " + e.getMessage(), e);
        }
    }
}
