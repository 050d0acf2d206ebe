package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.shared.ContentId;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A content that somebody offers or holds.
 *
 * @param id the content id's text, which also says size and layout
 * @param touched grows whenever an offer or a holding of it was made: whoever finds it unused removes it only as long as
 *     this has not changed
 */
@Document(ContentStore.CONTENTS)
record ContentDocument(@Id String id, long touched) {
    ContentId contentId() {
        return ContentId.of(id);
    }
}
