package dev.fileswarm.tracker.peer;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A port that a peer may listen on; 0 or nothing where it does not. */
@Constraint(validatedBy = PeerPort.Check.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT})
@interface PeerPort {
    int LOWEST = 1_024;
    int HIGHEST = 65_535;

    String message() default "must be a port from 1024 to 65535, or 0 for none";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Check implements ConstraintValidator<PeerPort, Integer> {
        @Override
        public boolean isValid(Integer port, ConstraintValidatorContext context) {
            return port == null || port == 0 || port >= LOWEST && port <= HIGHEST;
        }
    }
}
