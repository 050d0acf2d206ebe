package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Leaves out those whom earlier downloads blamed, and says so once of each. For one download. */
public final class BlamelessFinder implements SourceFinder {
    private final SourceFinder all;
    private final BlameList blames;
    private final Consumer<String> notes;
    private final Set<PeerName> told = new HashSet<>(); // guarded by this

    public BlamelessFinder(SourceFinder all, BlameList blames, Consumer<String> notes) {
        this.all = all;
        this.blames = blames;
        this.notes = notes;
    }

    @Override
    public List<Source> find(ContentId content, ChunkSet missing)
            throws SourcesUnavailableException, InterruptedException {
        List<Source> blameless = new ArrayList<>();
        for (Source source : all.find(content, missing)) {
            Optional<String> whyNot = blames.whyNot(source.name());
            if (whyNot.isEmpty()) blameless.add(source);
            else tell(source.name(), whyNot.get());
        }
        return blameless;
    }

    private synchronized void tell(PeerName peer, String why) {
        if (told.add(peer)) notes.accept(peer + " is not asked for a while: in an earlier download it " + why);
    }
}
