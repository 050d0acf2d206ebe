package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.store.SharedEntry;
import dev.fileswarm.agent.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is offered, as it stands in the catalogue while no agent runs. */
public final class StoredShares {
    private StoredShares() {}

    /** Fails as {@link AgentService#withdraw} does where one of the words means no offer. */
    public static void requireOffered(Path storeFolder, List<String> words) throws AgentException {
        Shares.choose(entries(storeFolder), words);
    }

    private static List<SharedEntry> entries(Path storeFolder) throws AgentException {
        if (!Files.exists(storeFolder)) return List.of();
        try (Catalogue catalogue = Catalogue.open(storeFolder)) {
            return catalogue.shared();
        } catch (StoreException e) {
            throw DiskProblems.of(e);
        }
    }
}
