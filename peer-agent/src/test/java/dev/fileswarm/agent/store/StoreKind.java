package dev.fileswarm.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

/** What tests expect of the store's failures. */
final class StoreKind {
    private StoreKind() {}

    static Consumer<Throwable> is(StoreException.Kind... expected) {
        return failure -> assertThat(failure)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isIn((Object[]) expected));
    }
}
