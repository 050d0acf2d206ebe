package dev.fileswarm.tracker.store;

import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Makes every contributed index before the tracker answers; several trackers may do so at once. */
@Component
class IndexInitializer implements InitializingBean {
    private final MongoOperations mongo;
    private final List<StoreIndexes> contributions;

    IndexInitializer(MongoOperations mongo, List<StoreIndexes> contributions) {
        this.mongo = mongo;
        this.contributions = contributions;
    }

    @Override
    public void afterPropertiesSet() {
        contributions.stream()
                .flatMap(contribution -> contribution.indexes().stream())
                .forEach(wanted -> mongo.indexOps(wanted.collection()).createIndex(wanted.index()));
    }
}
