package dev.fileswarm.agent.wire;

/** What peers say to each other: one record for each kind of frame. Frames hold meaning; {@link FrameCodec} knows bytes. */
public sealed interface Frame
        permits Hello,
                Follow,
                Have,
                HaveMore,
                Suggest,
                HashesRequest,
                Hashes,
                Request,
                Blocks,
                Cancel,
                Busy,
                Refuse,
                PrivateText,
                Goodbye,
                Ping,
                Pong,
                LaneOffer,
                LaneEnd,
                LaneRequest {}
