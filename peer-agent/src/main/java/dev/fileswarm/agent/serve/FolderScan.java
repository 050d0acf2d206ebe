package dev.fileswarm.agent.serve;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Walks a shared folder: plain files and folders; no links, nothing that a dot hides, nothing that may not be read. */
public final class FolderScan {
    private FolderScan() {}

    /** The files of a folder, or of the one that a link points to, and of all below it, by path. */
    public static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Path root = folder.toRealPath();
        walk(root, root, ignored -> {}, (file, attributes) -> files.add(file));
        files.sort(null);
        return files;
    }

    interface OnFolder {
        void folder(Path folder) throws IOException;
    }

    interface OnFile {
        void file(Path file, BasicFileAttributes attributes) throws IOException;
    }

    /** Whether a path below the root is left out because of its name or one above it. */
    static boolean isHidden(Path root, Path path) {
        if (path.equals(root)) return false;
        for (Path element : root.relativize(path)) {
            if (element.toString().startsWith(".")) return true;
        }
        return false;
    }

    static void walk(Path root, Path start, OnFolder onFolder, OnFile onFile) throws IOException {
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (isHidden(root, folder)) return FileVisitResult.SKIP_SUBTREE;
                onFolder.folder(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && !isHidden(root, file)) onFile.file(file, attributes);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE; // gone meanwhile, or not ours to read
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
