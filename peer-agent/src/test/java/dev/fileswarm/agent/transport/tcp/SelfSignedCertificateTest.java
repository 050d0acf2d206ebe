package dev.fileswarm.agent.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.transport.PeerIdentity;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SelfSignedCertificateTest {
    private final PeerIdentity identity = PeerIdentity.generate();

    @RepeatedTest(8) // serial numbers and signatures are random
    void itCarriesThePeersKeyAndIsSignedByIt() throws Exception {
        X509Certificate certificate = SelfSignedCertificate.of(identity);

        assertThat(certificate.getPublicKey()).isEqualTo(identity.publicKey());
        assertThatCode(() -> certificate.verify(identity.publicKey())).doesNotThrowAnyException();
        assertThat(certificate.getSigAlgName()).isEqualTo("Ed25519");
        assertThat(certificate.getSerialNumber()).isPositive();
    }

    @Test
    void itIsNotSignedByAnybodyElse() throws Exception {
        X509Certificate certificate = SelfSignedCertificate.of(identity);

        assertThatThrownBy(() -> certificate.verify(PeerIdentity.generate().publicKey()))
                .isInstanceOf(SignatureException.class);
    }

    @Test
    void itIsValidNowAndForGood() throws Exception {
        X509Certificate certificate = SelfSignedCertificate.of(identity);

        assertThatCode(certificate::checkValidity).doesNotThrowAnyException();
        assertThatCode(() -> certificate.checkValidity(Date.from(Instant.parse("9999-12-31T00:00:00Z"))))
                .doesNotThrowAnyException();
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=fileswarm");
        assertThat(certificate.getIssuerX500Principal()).isEqualTo(certificate.getSubjectX500Principal());
        assertThat(certificate.getVersion()).isEqualTo(3);
    }
}
