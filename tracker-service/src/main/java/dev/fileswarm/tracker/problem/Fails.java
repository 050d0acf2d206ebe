package dev.fileswarm.tracker.problem;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The problems that an operation answers with, for the contract. What every operation can answer (a body that cannot be
 * read, a missing token, a store that is away) is known from its signature and not repeated here.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Fails {
    ErrorCode[] value();
}
