package dev.fileswarm.tracker.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.data.mongodb.UncategorizedMongoDbException;

class StoreOutageTest {
    @ParameterizedTest
    @CsvSource({"1, true", "6, true", "91, true", "112, true", "11602, true", "11000, false", "2, false", "13, false"})
    void what_a_server_answers_is_an_outage_or_a_fault(int code, boolean outage) {
        ServerAddress server = new ServerAddress();
        MongoCommandException command = new MongoCommandException(
                new BsonDocument("ok", new BsonInt32(0))
                        .append("code", new BsonInt32(code))
                        .append("errmsg", new BsonString("so it is")),
                server);
        MongoBulkWriteException bulk = new MongoBulkWriteException(
                BulkWriteResult.unacknowledged(),
                List.of(new BulkWriteError(code, "so it is", new BsonDocument(), 0)),
                null,
                server,
                Set.of());
        assertThat(StoreOutage.isBehind(new UncategorizedMongoDbException("wrapped", command)))
                .isEqualTo(outage);
        assertThat(StoreOutage.isBehind(bulk)).isEqualTo(outage);
    }
}
