package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.BsonConstants;

/** A document beyond MongoDB's own limit: the client is told so, and nothing is changed. */
final class DocumentTooLargeException extends MongoServerError {
    private static final long serialVersionUID = 1L;
    private static final int BSON_OBJECT_TOO_LARGE = 10334;

    DocumentTooLargeException(int bytes) {
        super(
                BSON_OBJECT_TOO_LARGE,
                "BSONObjectTooLarge",
                "a document of %d bytes is larger than the limit of %d"
                        .formatted(bytes, BsonConstants.MAX_BSON_OBJECT_SIZE));
    }
}
