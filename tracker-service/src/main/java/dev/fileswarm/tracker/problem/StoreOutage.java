package dev.fileswarm.tracker.problem;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import java.util.Set;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;

/** Tells what will go by itself, once the store is well again, from what is a fault of the tracker. */
final class StoreOutage {
    /**
     * What servers answer that are there, but not well. FerretDB's InternalError is what it says while the PostgreSQL behind
     * it is away, or had to give one of two writers up.
     */
    private static final Set<Integer> CODES = Set.of(
            1, // InternalError
            6, // HostUnreachable
            7, // HostNotFound
            50, // MaxTimeMSExpired
            89, // NetworkTimeout
            91, // ShutdownInProgress
            112, // WriteConflict
            133, // FailedToSatisfyReadPreference
            189, // PrimarySteppedDown
            262, // ExceededTimeLimit
            9_001, // SocketException
            10_107, // NotWritablePrimary
            11_600, // InterruptedAtShutdown
            11_602, // InterruptedDueToReplStateChange
            13_435, // NotPrimaryNoSecondaryOk
            13_436); // NotPrimaryOrSecondary

    private StoreOutage() {}

    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NonTransientDataAccessResourceException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof MongoException mongo && isOutage(mongo)) return true;
        }
        return false;
    }

    private static boolean isOutage(MongoException failure) {
        return switch (failure) {
            case MongoTimeoutException ignored -> true;
            case MongoSocketException ignored -> true;
            case MongoNotPrimaryException ignored -> true;
            case MongoNodeIsRecoveringException ignored -> true;
            case MongoWriteConcernException ignored -> true;
            case MongoBulkWriteException bulk ->
                bulk.getWriteConcernError() != null
                        || bulk.getWriteErrors().stream().anyMatch(error -> CODES.contains(error.getCode()));
            default -> CODES.contains(failure.getCode());
        };
    }
}
