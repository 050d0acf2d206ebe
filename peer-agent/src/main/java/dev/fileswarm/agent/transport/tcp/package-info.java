/**
 * Links over TCP and TLS 1.3, both sides with a self-signed certificate over their Ed25519 key.
 *
 * <p>Uses {@code transport}, {@code wire}, {@code model} and {@code time}. With {@code transport.udp} and the local page, the
 * only place with sockets. Bouncy Castle is used to mint the certificate and nothing else.
 */
package dev.fileswarm.agent.transport.tcp;
