package dev.fileswarm.agent.tracker;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;

/**
 * Where a tracker is, and by which certificate it is known there.
 *
 * <p>The text form is {@code http://HOST:PORT} or {@code https://HOST:PORT}, the latter with {@code #FINGERPRINT} for a
 * self-made certificate.
 *
 * @param host as in a URL: an IPv6 address stands in brackets
 * @param pin null where the certificate must come from an authority that this machine trusts
 */
public record TrackerAddress(boolean secure, String host, int port, CertificatePin pin) {
    public static final int DEFAULT_PORT = 8_420;

    /** Where a tracker on this machine is unless told otherwise. */
    public static final TrackerAddress DEFAULT = new TrackerAddress(false, "127.0.0.1", DEFAULT_PORT, null);

    private static final String EXAMPLE = "expected http://HOST:PORT or https://HOST:PORT";

    /** @throws IllegalArgumentException saying what is wrong, if the text is no address of a tracker */
    public static TrackerAddress parse(String text) {
        URI uri = uri(text);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) throw wrong(text, EXAMPLE);
        if (uri.getHost() == null) throw wrong(text, "it names no host; " + EXAMPLE);
        boolean hasMore = uri.getUserInfo() != null || uri.getQuery() != null || !hasNoPath(uri);
        if (hasMore) throw wrong(text, "nothing may follow the port; " + EXAMPLE);
        if (uri.getPort() == 0 || uri.getPort() > 65_535) throw wrong(text, "ports go from 1 to 65535");
        boolean secure = scheme.equals("https");
        CertificatePin pin = uri.getFragment() == null ? null : CertificatePin.parse(uri.getFragment());
        if (pin != null && !secure) throw wrong(text, "a fingerprint needs https");
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new TrackerAddress(secure, uri.getHost().toLowerCase(Locale.ROOT), port, pin);
    }

    /** The address without the fingerprint, as requests and people use it. */
    public String url() {
        return (secure ? "https://" : "http://") + host + ":" + port;
    }

    boolean isSamePlace(TrackerAddress other) {
        return Objects.equals(url(), other.url());
    }

    @Override
    public String toString() {
        return pin == null ? url() : url() + "#" + pin;
    }

    private static URI uri(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw wrong(text, EXAMPLE);
        }
    }

    private static boolean hasNoPath(URI uri) {
        return uri.getPath() == null || uri.getPath().isEmpty() || uri.getPath().equals("/");
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("\"" + text + "\" is no address of a tracker: " + why);
    }
}
