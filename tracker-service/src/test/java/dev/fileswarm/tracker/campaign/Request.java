package dev.fileswarm.tracker.campaign;

import dev.fileswarm.tracker.RawHttp;
import dev.fileswarm.tracker.contract.ContractCheck;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One request of the campaign.
 *
 * @param isElsewhere its method or path may lead to another operation, or to none
 * @param isNearMiss it must not be taken for what it is nearly
 * @param caller which peer sent it; -1 for anybody else
 */
record Request(
        ContractCheck.Operation operation,
        String method,
        String target,
        List<String> headers,
        byte[] body,
        boolean isElsewhere,
        boolean isNearMiss,
        int caller) {
    byte[] bytes() {
        return RawHttp.request(method, target, headers, body);
    }

    @Override
    public String toString() {
        String text = new String(bytes(), StandardCharsets.UTF_8);
        return operation + ":\n" + (text.length() < 2_000 ? text : text.substring(0, 2_000) + "…");
    }
}
