package dev.fileswarm.agent.tracker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says why a tracker could not be reached, and what a person can check. */
final class ConnectFailures {
    private ConnectFailures() {}

    static TrackerUnreachableException.Attempt explain(TrackerAddress address, IOException failure) {
        return switch (failure) {
            case UnknownHostException unknown ->
                attempt(address, "the host name is not known", "check the host name " + address.host());
            case SocketTimeoutException slow -> slow(address);
            case InterruptedIOException interrupted
            when !Thread.currentThread().isInterrupted() -> // the whole call's limit
                slow(address);
            case InterruptedIOException interrupted -> attempt(address, "the call was ended", "try again");
            case NoRouteToHostException noRoute ->
                attempt(address, "there is no way to that host", "check the network, and the host");
            case ConnectException refused ->
                attempt(
                        address,
                        "nothing listens there",
                        "check that a tracker runs there, and that host and port are right");
            case SSLException tls ->
                attempt(
                        address,
                        "no encrypted connection could be made",
                        "give the address as the tracker printed it; if it speaks http, that is http://"
                                + address.host() + ":" + address.port());
            default -> attempt(address, reason(failure), "check that a tracker runs there, and see its log");
        };
    }

    static TrackerUnreachableException.Attempt unavailable(TrackerAddress address, int status) {
        if (status == 429)
            return attempt(address, "the tracker asks to come a little later", "wait, or ask its operator for more");
        return attempt(
                address, "the tracker is not ready (" + status + ")", "wait for its store to answer, or see its log");
    }

    /** Whether the connection failed before a request could have been sent. */
    static boolean isBeforeSending(IOException failure) {
        return failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException;
    }

    /** Throws when the other side showed a certificate that is not to be trusted: no later try makes that good. */
    static void refuseUntrusted(TrackerAddress address, IOException failure) throws TrackerUntrustedException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PinnedTrust.PinMismatchException mismatch) {
                throw new TrackerUntrustedException(
                        "whoever answers at " + address.url() + " is not the tracker that was joined: "
                                + mismatch.getMessage(),
                        failure);
            }
            if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
                throw new TrackerUntrustedException(
                        "the certificate of " + address.url() + " is from no authority that this machine trusts",
                        failure);
            }
        }
    }

    private static TrackerUnreachableException.Attempt slow(TrackerAddress address) {
        return attempt(
                address,
                "no answer in time",
                "check that host and port are right, that no firewall is in the way, and the tracker's log");
    }

    private static TrackerUnreachableException.Attempt attempt(TrackerAddress address, String why, String check) {
        return new TrackerUnreachableException.Attempt(address, why, check);
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null || failure.getMessage().isBlank()
                ? "the connection broke"
                : "the connection broke (" + failure.getMessage() + ")";
    }
}
