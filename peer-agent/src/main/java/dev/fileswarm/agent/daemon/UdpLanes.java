package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transport.Traffic;
import dev.fileswarm.agent.transport.udp.DatagramSettings;
import dev.fileswarm.agent.transport.udp.DatagramTransport;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens an agent's UDP socket; an agent that gets none moves its blocks over TCP. */
final class UdpLanes {
    private static final Logger log = LoggerFactory.getLogger(UdpLanes.class);

    private UdpLanes() {}

    static Optional<DatagramTransport> open(AgentSettings settings, Traffic traffic) {
        try {
            return Optional.of(DatagramTransport.open(
                    settings.bind().orElse(null),
                    settings.firstPort(),
                    settings.lastPort(),
                    DatagramSettings.standard(),
                    Clock.system(),
                    traffic));
        } catch (IOException e) {
            log.warn("No UDP: {}; blocks go over TCP", e.getMessage());
            return Optional.empty();
        }
    }
}
